/** Programs, services and settings of the workstation that stand in the way of readers and cards (field.md 5, 6, 8). */
import { failure } from '../failures/index.ts';
import { isCardReader } from '../readers/classify.ts';
import { workstationTexts } from '../texts/fr/workstation.ts';
import type { MacFacts, WindowsFacts, WorkstationFacts } from '../workstation/facts.ts';
import { isRunning, meansHeld, namedHolders } from '../workstation/holders.ts';
import { compareVersions } from '../workstation/products.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { JudgementContext, ReadersFacts, SsvFacts, VitaleFact } from './facts.ts';

const TEXTS = workstationTexts;

/** The oldest SrvSVCNAM that is no « old version » (field.md 1.4). */
const CURRENT_SRVSVCNAM = '5.10.04';
const SRVSVCNAM_PORTS = [1922, 1943] as const;

export const WORKSTATION_CONTROLS = [
  defineControl({
    id: 'holders',
    section: 'workstation',
    title: TEXTS.holdersTitle,
    needs: ['workstation', 'vitale', 'ssv'],
    judge: ({ workstation, vitale, ssv }, write) => [judgeHolders(workstation, isBusy(vitale, ssv), write)],
  }),
  defineControl({
    id: 'system',
    section: 'workstation',
    title: TEXTS.title,
    needs: ['workstation', 'readers'],
    judge: ({ workstation, readers }, write, context) => [
      ...judgeDmpConnect(workstation, write),
      ...(workstation.windows === null
        ? []
        : judgeWindows(workstation.windows, workstation, readers, write, context)),
      ...(workstation.macos === null ? [] : judgeMac(workstation.macos, readers, write)),
      ...judgeProtection(workstation, write),
      ...judgeComponents(workstation, write),
    ],
  }),
  defineControl({
    id: 'installed',
    section: 'cpx',
    title: 'Cryptolib CPS',
    needs: ['workstation'],
    judge: ({ workstation }, write, context) => judgeCryptolibs(workstation, write, context),
  }),
  defineControl({
    id: 'local',
    section: 'srvsvcnam',
    title: 'SrvSVCNAM',
    needs: ['workstation'],
    judge: ({ workstation }, write) => judgeSrvsvcnam(workstation, write),
  }),
];

/** Somebody else had the card, by what a read or the library says. */
function isBusy(vitale: readonly VitaleFact[], { versions }: SsvFacts): boolean {
  const codes = [
    ...vitale.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure.code])),
    ...(versions?.ok === false ? [versions.failure.code] : []),
  ];
  return codes.some(meansHeld);
}

function judgeHolders(workstation: WorkstationFacts, busy: boolean, write: CheckWriter): Check {
  if (workstation.processes === null)
    return notVerifiable(write, 'holders', TEXTS.holdersTitle, TEXTS.noList);
  const named = namedHolders(workstation);
  if (named === null) return write.good('holders', 'LOGICIELS-OK', TEXTS.noHolder);
  return busy
    ? write.fix('holders', failure('LECTEUR-PRIS', named))
    : write.good('holders', 'LOGICIELS-OK', TEXTS.holders(named.programs));
}

function judgeDmpConnect({ dmpConnect, processes }: WorkstationFacts, write: CheckWriter): readonly Check[] {
  if (!dmpConnect.isInstalled) return [];
  const isOpen = isRunning(processes, 'dmpconnect-js2');
  const found = TEXTS.dmpConnect(isOpen);
  return isOpen === true && !dmpConnect.listens
    ? [write.watch('dmp-connect', failure('DMPCONNECT-MUET'), found)]
    : [write.good('dmp-connect', 'DMPCONNECT-OK', found)];
}

function judgeWindows(
  { smartCardService, certificatePropagation, smartAppControl, usbSuspend }: WindowsFacts,
  { processes }: WorkstationFacts,
  readers: ReadersFacts,
  write: CheckWriter,
  { configuration }: JudgementContext,
): readonly Check[] {
  const checks: Check[] = [];
  if (smartCardService !== null) {
    const found = TEXTS.smartCardService(smartCardService);
    checks.push(
      smartCardService === 'disabled'
        ? write.fix('smart-card-service', failure('SERVICE-CARTES-DESACTIVE'), found)
        : write.good('smart-card-service', 'SERVICE-CARTES-OK', found),
    );
  }
  if (certificatePropagation !== null) {
    const found = TEXTS.propagation(certificatePropagation);
    const isWithout = certificatePropagation === 'disabled' && isRunning(processes, 'ccm') !== true;
    const judged = configuration.signIn === 'ecps' ? write.watch : write.fix;
    if (isWithout) checks.push(judged('propagation', failure('CERTIFICATS-DESACTIVE'), found));
    else if (certificatePropagation === 'automatic')
      checks.push(write.watch('propagation', failure('CERTIFICATS-AUTOMATIQUE'), found));
    else checks.push(write.good('propagation', 'CERTIFICATS-OK', found));
  }
  if (smartAppControl !== null) {
    const state = TEXTS.protection[smartAppControl];
    const found = TEXTS.protectionFound(state);
    checks.push(
      smartAppControl === 'off'
        ? write.good('smart-app-control', 'PROTECTION-OK', found)
        : write.watch('smart-app-control', failure('SMART-APP-CONTROL', { state }), found),
    );
  }
  // That ports may sleep is how Windows is delivered: a suspect only where a reader is out of reach.
  const isSuspect = usbSuspend === true && isReaderOutOfReach(readers);
  if (isSuspect) checks.push(write.watch('usb', failure('USB-VEILLE'), TEXTS.usb(true)));
  else if (usbSuspend !== null) checks.push(write.good('usb', 'USB-OK', TEXTS.usb(usbSuspend)));
  return checks;
}

function isReaderOutOfReach({ readers, failure: reason }: ReadersFacts): boolean {
  return !readers.some(isCardReader) || reason?.code === 'LECTEUR-A-REBRANCHER';
}

function judgeMac(
  { isAppleChip, rosetta, asksForAccessories, hasGalss }: MacFacts,
  readers: ReadersFacts,
  write: CheckWriter,
): readonly Check[] {
  const checks: Check[] = [];
  if (isAppleChip && hasGalss && rosetta === false)
    checks.push(write.watch('rosetta', failure('ROSETTA-ABSENTE')));
  if (rosetta === true) checks.push(write.good('rosetta', 'ROSETTA-OK', TEXTS.rosetta));
  if (asksForAccessories && isReaderOutOfReach(readers))
    checks.push(write.watch('accessory', failure('ACCESSOIRE-MAC')));
  return checks;
}

function judgeProtection({ platform, antivirus }: WorkstationFacts, write: CheckWriter): readonly Check[] {
  const found = antivirus.length === 0 ? TEXTS.noAntivirus : TEXTS.antivirus(antivirus.join(', '));
  return platform === 'windows' ? [write.good('antivirus', 'ANTIVIRUS-OK', found)] : [];
}

function judgeComponents({ components }: WorkstationFacts, write: CheckWriter): readonly Check[] {
  if (components.length === 0) return [];
  const list = components.map(({ label, version }) => `${label} ${version}`);
  return [write.good('components', 'COMPOSANTS-OK', TEXTS.components(list.join(', ')))];
}

function judgeCryptolibs(
  { cryptolibs, windows }: WorkstationFacts,
  write: CheckWriter,
  { configuration }: JudgementContext,
): readonly Check[] {
  const [first] = cryptolibs;
  if (first === undefined) return [];
  const checks = [
    cryptolibs.length > 1
      ? write.watch('installed', failure('CRYPTOLIB-PLUSIEURS', { versions: cryptolibs.join(', ') }))
      : write.good('installed', 'CRYPTOLIB-VERSION-OK', TEXTS.cryptolib(first)),
  ];
  const judged = configuration.signIn === 'ecps' ? write.watch : write.fix;
  if (windows?.isCspBound === false) checks.push(judged('csp', failure('CRYPTOLIB-CSP')));
  if (windows?.isCspBound === true) checks.push(write.good('csp', 'CSP-OK', TEXTS.csp));
  return checks;
}

function judgeSrvsvcnam({ srvsvcnam, processes }: WorkstationFacts, write: CheckWriter): readonly Check[] {
  const { isInstalled, version, ports } = srvsvcnam;
  if (!isInstalled) return [];
  const isOpen =
    ports.length > 0 || (processes === null ? null : processes.some((name) => name.startsWith('srvsvcnam')));
  const state = TEXTS.srvsvcnam(version, isOpen);
  const found = ports.length === 0 ? state : `${state}, ${TEXTS.listensOn(ports.join(` ${TEXTS.and} `))}`;
  if (isOpen === false) return [write.watch('local', failure('SRVSVCNAM-NON-DEMARRE'), found)];
  const missing = SRVSVCNAM_PORTS.filter((port) => !ports.includes(port));
  if (missing.length > 0)
    return [
      write.watch('local', failure('SRVSVCNAM-PORTS', { ports: missing.join(` ${TEXTS.and} `) }), found),
    ];
  if (version !== null && compareVersions(version, CURRENT_SRVSVCNAM) < 0)
    return [write.watch('local', failure('SRVSVCNAM-ANCIEN', { version }), found)];
  return [write.good('local', 'SRVSVCNAM-LOCAL-OK', found)];
}
