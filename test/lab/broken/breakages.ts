/** Every way in which the lab breaks a workstation, and the one code that each must show. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigurationFile } from '../../../src/domain/settings/configuration.ts';
import { elf } from '../ssv/headers.ts';
import { buildStandin } from '../ssv/standin.ts';
import {
  issueServerCertificate,
  startProxy,
  startRudeServer,
  startSilentServer,
  startTlsServer,
} from './servers.ts';
import { none, withCards, type BreakageCase } from './breakage-case.ts';
import { FIELD_BREAKAGES } from './field-breakages.ts';
import { CPX_READER, VITALE_READER, type Workstation } from './workstation.ts';

const DAY_MS = 86_400_000;
/** ELF's number of a processor that no workstation of the lab has. */
const ELF_S390 = 22;

/** The healthy settings with another host for e-CPS. */
function withEcpsHost({ settings }: Workstation, ...hosts: string[]): ConfigurationFile {
  return { ...settings, webPs: { ...settings.webPs, ecps: { hosts } } };
}

async function wrongLibrary({ directory }: Workstation, name: string): Promise<string> {
  const folder = join(directory, 'autre processeur');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), elf(ELF_S390));
  return join(folder, name);
}

/** A card put into one of the readers; `heal` takes it out again. */
const card =
  (reader: number, id: Parameters<Workstation['insert']>[1]): BreakageCase['break'] =>
  async (workstation) => {
    await workstation.insert(reader, id);
    return none;
  };

/** A server in the place of the e-CPS site; its authority is trusted unless somebody is in between. */
const server =
  (
    authority: string,
    certificate: Parameters<typeof issueServerCertificate>[1],
    {
      trusted = true,
      options = {},
    }: { trusted?: boolean; options?: Parameters<typeof startTlsServer>[1] } = {},
  ): BreakageCase['break'] =>
  async (workstation, after) => {
    const issued = await issueServerCertificate(authority, certificate);
    const { port, close } = await startTlsServer(issued, options);
    after(close);
    return {
      settings: withEcpsHost(workstation, `https://localhost:${port}`),
      ...(trusted ? { authorities: [issued.authority] } : {}),
    };
  };

const ORDINARY: readonly BreakageCase[] = [
  {
    name: 'smart-card service stopped',
    code: 'PCSC-SERVICE-ARRETE',
    break: async ({ pcscd }) => {
      await pcscd.kill();
      return none;
    },
  },
  {
    name: 'galss.ini without a slot for the Vitale',
    code: 'SSV-GALSS-INI-INCOMPLET',
    break: async (workstation) => {
      const reader = workstation.pcscd.readers[CPX_READER]?.name ?? '';
      const lines = [
        '[CONFIG]',
        'NbCanaux=1',
        '[CANAL1]',
        'TCanal=1',
        `Caracteristiques=${reader}`,
        '[CANAL1.PAD1.LAD1]',
        'NomLAD=CPS',
      ];
      await writeFile(workstation.galssIni, lines.join('\r\n'));
      return none;
    },
  },
  {
    name: 'galss.ini missing',
    code: 'SSV-GALSS-INI-ABSENT',
    break: async (workstation) => ({
      settings: withCards(workstation, { galssIni: join(workstation.directory, 'absent.ini') }),
    }),
  },
  {
    name: 'SESAM-Vitale library missing',
    code: 'SSV-ABSENTE',
    break: async (workstation) => ({
      settings: withCards(workstation, { ssvLibrary: join(workstation.directory, 'absente.so') }),
    }),
  },
  {
    name: 'SESAM-Vitale library too old for sessions',
    code: 'SSV-FONCTIONS',
    break: async (workstation) => ({
      settings: withCards(workstation, { ssvLibrary: await buildStandin('zones') }),
    }),
  },
  {
    name: 'SESAM-Vitale library for another processor',
    code: 'SSV-ARCHITECTURE',
    break: async (workstation) => ({
      settings: withCards(workstation, { ssvLibrary: await wrongLibrary(workstation, 'libssvlux.so') }),
    }),
  },
  {
    name: 'Cryptolib missing',
    code: 'CRYPTOLIB-ABSENTE',
    break: async (workstation) => ({
      settings: withCards(workstation, { cryptolib: join(workstation.directory, 'absente.so') }),
    }),
  },
  {
    name: 'Cryptolib older than the card',
    code: 'CRYPTOLIB-ANCIENNE',
    break: async (workstation) => {
      await workstation.insert(CPX_READER, 'cps4');
      return { settings: withCards(workstation, { cryptolib: await workstation.cryptolib(2, 14) }) };
    },
  },
  {
    name: 'Cryptolib for another processor',
    code: 'CRYPTOLIB-INCHARGEABLE',
    break: async (workstation) => ({
      settings: withCards(workstation, { cryptolib: await wrongLibrary(workstation, 'libcps3.so') }),
    }),
  },
  {
    name: 'expired card',
    code: 'CPX-EXPIREE',
    break: async () => ({ practitioner: 'cps-expiree' }),
  },
  {
    name: 'card soon to expire',
    code: 'CPX-BIENTOT-EXPIREE',
    break: async () => ({ practitioner: 'cps-bientot-expiree' }),
  },
  {
    name: 'card without an authentication certificate',
    code: 'CPX-SANS-AUTHENTIFICATION',
    break: async () => ({ practitioner: 'cps-sans-authentification' }),
  },
  {
    name: 'test card on the real site',
    code: 'CPX-TEST-EN-PRODUCTION',
    break: async ({ settings }) => ({
      settings: { ...settings, environment: 'production', webPs: { ...settings.webPs, trustedCaFile: null } },
    }),
  },
  {
    name: 'real card on a test site',
    code: 'CPX-REELLE-EN-TEST',
    break: async () => ({ practitioner: 'cps-reelle' }),
  },
  {
    name: 'mute card',
    code: 'VITALE-MUETTE',
    break: card(VITALE_READER, 'muette'),
  },
  {
    name: 'old Vitale',
    code: 'VITALE-1',
    break: card(VITALE_READER, 'vitale-1'),
  },
  {
    name: 'damaged Vitale',
    code: 'VITALE-ILLISIBLE',
    break: card(VITALE_READER, 'abimee'),
  },
  {
    name: 'slow Vitale',
    code: 'VITALE-LENTE',
    break: card(VITALE_READER, 'lente'),
  },
  {
    name: 'SrvSVCNAM missing',
    code: 'SRVSVCNAM-ABSENT',
    break: async ({ hosts }, after) => {
      const away = `${hosts.vitale.manifestFile}.away`;
      await rename(hosts.vitale.manifestFile, away);
      after(() => rename(away, hosts.vitale.manifestFile));
      return none;
    },
  },
  {
    name: 'SrvSVCNAM that hangs',
    code: 'SRVSVCNAM-MUET',
    break: async ({ hosts }) => {
      await hosts.vitale.behave({ fault: 'silent' });
      return { patience: { componentMs: 3_000 } };
    },
  },
  {
    name: 'DiagAM that dies',
    code: 'SRVSVCNAM-ARRETE',
    break: async ({ hosts }) => {
      await hosts.diagam.behave({ fault: 'dies' });
      return none;
    },
  },
  {
    name: 'site’s name unknown',
    code: 'RESEAU-NOM-INCONNU',
    break: async (workstation) => ({ settings: withEcpsHost(workstation, 'https://wps-psc.invalid') }),
  },
  {
    name: 'site that hangs',
    code: 'SITE-INJOIGNABLE',
    break: async (workstation, after) => {
      const { port, close } = await startSilentServer();
      after(close);
      return {
        settings: withEcpsHost(workstation, `https://localhost:${port}`),
        patience: { networkStepMs: 2_500 },
      };
    },
  },
  {
    name: 'site that hangs up before any encryption',
    code: 'SITE-INJOIGNABLE',
    break: async (workstation, after) => {
      const { port, close } = await startRudeServer();
      after(close);
      return { settings: withEcpsHost(workstation, `https://localhost:${port}`) };
    },
  },
  {
    name: 'first address silent, second one answers',
    code: 'WPS-AUTRE-ADRESSE',
    break: async (workstation) => ({
      settings: withEcpsHost(workstation, 'https://wps-psc.invalid', workstation.site.urls.ecps),
    }),
  },
  {
    name: 'proxy that refuses',
    code: 'RESEAU-PROXY',
    break: async (_workstation, after) => {
      const { port, close } = await startProxy(407);
      after(close);
      return { proxy: { kind: 'http', proxy: `127.0.0.1:${port}` } };
    },
  },
  {
    name: 'encrypted connections opened by an antivirus',
    code: 'TLS-INTERCEPTION',
    break: server('Kaspersky Anti-Virus Personal Root', {}, { trusted: false }),
  },
  {
    name: 'encrypted connections opened by a proxy of nobody’s list',
    code: 'TLS-INTERCEPTION',
    break: async (_workstation, after) => {
      const issued = await issueServerCertificate('Passerelle du cabinet', { host: '*.localhost' });
      const inBetween = await startTlsServer(issued);
      const proxy = await startProxy(200, inBetween);
      after(proxy.close);
      after(inBetween.close);
      return { proxy: { kind: 'http', proxy: `127.0.0.1:${proxy.port}` } };
    },
  },
  {
    name: 'site’s certificate expired',
    code: 'TLS-DATES',
    break: server('Autorité fictive', { from: -400, to: -3 }),
  },
  {
    name: 'certificate of another site',
    code: 'TLS-NOM',
    break: server('Autorité fictive', { host: 'autre-site.localhost' }),
  },
  {
    name: 'encryption that is no longer safe',
    code: 'TLS-VERSION',
    break: server(
      'Autorité fictive',
      {},
      { options: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } },
    ),
  },
  { name: 'clock a day late', code: 'HORLOGE-DECALEE', break: async () => ({ clockAheadMs: -DAY_MS }) },
  { name: 'clock a day early', code: 'HORLOGE-DECALEE', break: async () => ({ clockAheadMs: DAY_MS }) },
  {
    name: 'engine older than asked',
    code: 'MOTEUR-ANCIEN',
    break: async ({ settings }) => ({ settings: { ...settings, minimumChromium: 150 } }),
  },
  {
    name: 'desktop without a tray',
    code: 'ICONE-INVISIBLE',
    break: async () => ({ program: { tray: 'hidden' } }),
  },
  {
    name: 'configuration refused',
    code: 'CONFIG-INVALIDE',
    break: async () => ({
      program: {
        problems: [
          { code: 'CONFIG-INVALIDE', detail: { key: 'webPs', setting: 'webPs', reason: 'clé inconnue' } },
        ],
      },
    }),
  },
];

export const BREAKAGES: readonly BreakageCase[] = [...ORDINARY, ...FIELD_BREAKAGES];
