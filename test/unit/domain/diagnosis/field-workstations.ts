/** Workstations of the field (field.md 1, 5, 6 and 8), written by hand, with every check on them that is not good. */
import { failure } from '../../../../src/domain/failures/index.ts';
import type { Facts } from '../../../../src/domain/diagnosis/facts.ts';
import type { MacFacts, WindowsFacts, WorkstationFacts } from '../../../../src/domain/workstation/facts.ts';
import type { Configuration } from '../../../../src/domain/settings/configuration.ts';
import { HEALTHY } from './facts.ts';

export interface FieldWorkstation {
  readonly name: string;
  readonly facts: Partial<Facts>;
  readonly signIn?: Configuration['signIn'];
  /** `result code` of every check that is not good. */
  readonly notGood: readonly string[];
  /** What the line of a check says, by its id. */
  readonly found?: Readonly<Record<string, string>>;
}

const WINDOWS: WindowsFacts = {
  smartCardService: 'automatic',
  certificatePropagation: 'manual',
  isCspBound: true,
  smartAppControl: 'off',
  usbSuspend: true,
};
const PC: WorkstationFacts = {
  platform: 'windows',
  processes: ['explorer', 'srvsvcnam', 'ccm'],
  hasJfse: false,
  cryptolibs: ['5.2.6'],
  antivirus: [],
  components: [{ label: 'Cryptolib CPS (x64)', version: '5.2.6' }],
  srvsvcnam: { isInstalled: true, version: '5.10.04', ports: [1922, 1943] },
  dmpConnect: { isInstalled: false, listens: false },
  windows: WINDOWS,
  macos: null,
};
const MAC: WorkstationFacts = {
  ...HEALTHY.workstation,
  platform: 'macos',
  macos: { isAppleChip: true, rosetta: true, asksForAccessories: true, hasGalss: true },
};
const NO_READER: Facts['readers'] = { ...HEALTHY.readers, readers: [] };
const BUSY: Partial<Facts> = {
  vitale: [
    {
      reader: 'Lecteur A 0',
      kind: 'vitale-2',
      milliseconds: 8_000,
      outcome: { ok: false, failure: failure('CARTE-OCCUPEE') },
    },
  ],
};

const pc = (changes: Partial<WorkstationFacts>): Partial<Facts> => ({ workstation: { ...PC, ...changes } });
const windows = (changes: Partial<WindowsFacts>): Partial<Facts> =>
  pc({ windows: { ...WINDOWS, ...changes } });
const mac = (changes: Partial<MacFacts>): Partial<Facts> => ({
  workstation: { ...MAC, macos: { ...MAC.macos!, ...changes } },
});

export const FIELD_WORKSTATIONS: readonly FieldWorkstation[] = [
  {
    name: 'a PC as it should be',
    facts: pc({}),
    notGood: [],
    found: {
      'workstation.holders': 'Utilisent aussi les lecteurs\u00a0: SrvSVCNAM, CCM (Cryptolib CPS)',
      'srvsvcnam.local': 'SrvSVCNAM 5.10.04 installé, ouvert, à l’écoute sur 1922 et 1943',
      'workstation.usb': 'Mise en veille des ports USB\u00a0: permise',
      'cpx.installed': 'Cryptolib CPS 5.2.6',
      'workstation.components': 'Composants installés\u00a0: Cryptolib CPS (x64) 5.2.6',
    },
  },
  {
    name: 'the invoicing program has the card',
    facts: { ...pc({ processes: ['srvsvcnam', 'pyxvital'] }), ...BUSY },
    notGood: ['fix CARTE-OCCUPEE', 'fix LECTEUR-PRIS'],
  },
  {
    name: 'the card is busy, and jFSE is a Java among others',
    facts: { ...pc({ processes: ['srvsvcnam', 'javaw'], hasJfse: true }), ...BUSY },
    notGood: ['fix CARTE-OCCUPEE', 'fix LECTEUR-PRIS'],
  },
  {
    name: 'the card is busy, and a Java of somebody else runs: only SrvSVCNAM can be named',
    facts: { ...pc({ processes: ['srvsvcnam', 'javaw'] }), ...BUSY },
    notGood: ['fix CARTE-OCCUPEE', 'fix LECTEUR-PRIS'],
  },
  {
    name: 'the card is busy, and nobody who is known runs',
    facts: { ...pc({ processes: ['explorer'] }), ...BUSY },
    notGood: ['fix CARTE-OCCUPEE'],
  },
  {
    name: 'GALSS keeps the reader for its library',
    facts: {
      ...pc({ processes: ['srvsvcnam', 'galsvw64'] }),
      ssv: {
        ...HEALTHY.ssv,
        versions: { ok: false, failure: failure('SSV-GALSS-OCCUPE', { code: '0004' }) },
      },
    },
    notGood: ['fix SSV-GALSS-OCCUPE', 'fix LECTEUR-PRIS'],
  },
  {
    name: 'the programs cannot be listed',
    facts: pc({ processes: null }),
    notGood: ['unknown DIAGNOSTIC-NON-VERIFIE'],
  },
  {
    name: 'smart-card service disabled',
    facts: windows({ smartCardService: 'disabled' }),
    notGood: ['fix SERVICE-CARTES-DESACTIVE'],
  },
  {
    name: 'certificates read at every insertion',
    facts: windows({ certificatePropagation: 'automatic' }),
    notGood: ['watch CERTIFICATS-AUTOMATIQUE'],
  },
  {
    name: 'certificate propagation disabled, and CCM does its part',
    facts: windows({ certificatePropagation: 'disabled' }),
    notGood: [],
  },
  {
    name: 'certificate propagation disabled, and no CCM',
    facts: pc({ processes: ['srvsvcnam'], windows: { ...WINDOWS, certificatePropagation: 'disabled' } }),
    notGood: ['fix CERTIFICATS-DESACTIVE'],
  },
  {
    name: 'the same where everybody signs in by telephone',
    facts: pc({ processes: ['srvsvcnam'], windows: { ...WINDOWS, certificatePropagation: 'disabled' } }),
    signIn: 'ecps',
    notGood: ['watch CERTIFICATS-DESACTIVE'],
  },
  {
    name: 'the CSP is not bound to the card',
    facts: windows({ isCspBound: false }),
    notGood: ['fix CRYPTOLIB-CSP'],
  },
  {
    name: 'not bound, and no Cryptolib at all: that is another finding',
    facts: pc({ cryptolibs: [], windows: { ...WINDOWS, isCspBound: false } }),
    notGood: [],
  },
  {
    name: 'three Cryptolib at once',
    facts: pc({ cryptolibs: ['5.0.16', '5.2.2', '5.2.6'] }),
    notGood: ['watch CRYPTOLIB-PLUSIEURS'],
    found: { 'cpx.installed': 'Plusieurs Cryptolib CPS installées' },
  },
  {
    name: 'SrvSVCNAM is installed and does not run',
    facts: pc({ processes: ['ccm'], srvsvcnam: { isInstalled: true, version: '5.10.04', ports: [] } }),
    notGood: ['watch SRVSVCNAM-NON-DEMARRE'],
  },
  {
    name: 'SrvSVCNAM runs and listens on one port only',
    facts: pc({ srvsvcnam: { isInstalled: true, version: '5.10.04', ports: [1922] } }),
    notGood: ['watch SRVSVCNAM-PORTS'],
  },
  {
    name: 'an old SrvSVCNAM',
    facts: pc({ srvsvcnam: { isInstalled: true, version: '5.08.04', ports: [1922, 1943] } }),
    notGood: ['watch SRVSVCNAM-ANCIEN'],
  },
  {
    name: 'DMP Connect is open and mute',
    facts: pc({
      processes: ['dmpconnect-js2', 'dmpconnectjs_monitor', 'srvsvcnam'],
      dmpConnect: { isInstalled: true, listens: false },
    }),
    notGood: ['watch DMPCONNECT-MUET'],
  },
  {
    name: 'DMP Connect is installed and closed: nothing wrong for us',
    facts: pc({ dmpConnect: { isInstalled: true, listens: false } }),
    notGood: [],
  },
  {
    name: 'Smart App Control evaluates',
    facts: windows({ smartAppControl: 'evaluation' }),
    notGood: ['watch SMART-APP-CONTROL'],
  },
  {
    name: 'a foreign antivirus is named, and no fault by itself',
    facts: pc({ antivirus: ['ESET'] }),
    notGood: [],
    found: { 'workstation.antivirus': 'Antivirus\u00a0: ESET' },
  },
  {
    name: 'no reader, on a PC that puts its ports to sleep',
    facts: { ...pc({}), readers: NO_READER, vitale: [] },
    notGood: [
      'fix LECTEUR-ABSENT',
      'unknown VITALE-ABSENTE',
      'unknown CPX-ABSENTE',
      'unknown DIAGNOSTIC-NON-VERIFIE',
      'watch USB-VEILLE',
    ],
  },
  { name: 'a Mac as it should be', facts: mac({}), notGood: [] },
  {
    name: 'GALSS on an Apple chip without Rosetta',
    facts: mac({ rosetta: false }),
    notGood: ['watch ROSETTA-ABSENTE'],
  },
  {
    name: 'no Rosetta, and no GALSS that would want it',
    facts: mac({ rosetta: false, hasGalss: false }),
    notGood: [],
  },
  {
    name: 'a Mac that shows no reader',
    facts: { ...mac({}), readers: NO_READER, vitale: [] },
    notGood: [
      'fix LECTEUR-ABSENT',
      'unknown VITALE-ABSENTE',
      'unknown CPX-ABSENTE',
      'unknown DIAGNOSTIC-NON-VERIFIE',
      'watch ACCESSOIRE-MAC',
    ],
  },
];
