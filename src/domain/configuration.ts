/** The configuration contract: every key, its values and its default. Documented in docs/configuration.md. */
import { z } from 'zod';
import { failure, type Failure } from './failures/index.ts';
import production from './profiles/production.json' with { type: 'json' };
import sandbox from './profiles/sandbox.json' with { type: 'json' };
import { failed, success, type Result } from './result.ts';

export const environmentSchema = z.enum(['production', 'formation', 'test']);
export type Environment = z.infer<typeof environmentSchema>;

export const signInMeanSchema = z.enum(['cpx', 'ecps']);
export type SignInMean = z.infer<typeof signInMeanSchema>;

export const landingPageSchema = z.enum([
  'TableauDeBord',
  'DossierPatient',
  'GestionDMPPatient',
  'Documents',
  'ParcoursDeSoins',
  'HistoriqueAcces',
  'VolontesEtDroits',
  'CarnetVaccination',
]);

/** An https origin: scheme, host and, where needed, port; nothing after. */
const originSchema = z
  .url({ protocol: /^https$/, error: 'une adresse commençant par https:// est attendue' })
  .refine((text) => URL.canParse(text) && isBareOrigin(new URL(text)), {
    error: 'une adresse sans chemin est attendue, par exemple https://exemple.fr',
  })
  .transform((text) => new URL(text).origin);

function isBareOrigin(url: URL): boolean {
  return (
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  );
}

const hostsSchema = z.strictObject({ hosts: z.array(originSchema).max(8).optional() });
const pathSchema = z.string().min(1).max(1024);

/** What a configuration file may hold. Every key may be left out. */
export const configurationFileSchema = z.strictObject({
  $schema: z.string().optional(),
  environment: environmentSchema.optional(),
  webPs: z
    .strictObject({
      cpx: hostsSchema.optional(),
      ecps: hostsSchema.optional(),
      insForm: z.enum(['matricule', 'matricule+type']).optional(),
      insType: z.enum(['auto', 'N', 'T', 'D']).optional(),
      resourceHosts: z.array(originSchema).max(32).optional(),
      trustedCaFile: pathSchema.nullable().optional(),
    })
    .optional(),
  proSanteConnect: hostsSchema.optional(),
  signIn: z.enum(['cpx', 'ecps', 'ask']).optional(),
  landingPage: landingPageSchema.optional(),
  openOnInsert: z.enum(['always', 'ask']).optional(),
  closeOnVitaleRemoval: z.boolean().optional(),
  lockAfterMinutes: z.number().min(0).max(240).optional(),
  cards: z
    .strictObject({
      vitale: z
        .array(z.enum(['pcsc', 'ssv']))
        .min(1)
        .max(2)
        .refine((list) => new Set(list).size === list.length, { error: 'une valeur est répétée' })
        .optional(),
      cryptolib: pathSchema.nullable().optional(),
      ssvLibrary: pathSchema.nullable().optional(),
      galssIni: pathSchema.nullable().optional(),
      ssvDeadlineSeconds: z.number().min(1).max(120).optional(),
      pinTriesPerInsertion: z.int().min(1).max(2).optional(),
    })
    .optional(),
});
export type ConfigurationFile = z.infer<typeof configurationFileSchema>;

/** The configuration in force, every default filled in. */
export interface Configuration {
  readonly environment: Environment;
  readonly webPs: {
    readonly cpx: { readonly hosts: readonly string[] };
    readonly ecps: { readonly hosts: readonly string[] };
    readonly insForm: 'matricule' | 'matricule+type';
    readonly insType: 'N' | 'T' | 'D';
    readonly resourceHosts: readonly string[];
    readonly trustedCaFile: string | null;
  };
  readonly proSanteConnect: { readonly hosts: readonly string[] };
  readonly signIn: SignInMean | 'ask';
  readonly landingPage: z.infer<typeof landingPageSchema>;
  readonly openOnInsert: 'always' | 'ask';
  readonly closeOnVitaleRemoval: boolean;
  /** Minutes between locking the workstation and the end of an open session; 0 ends it at once. */
  readonly lockAfterMinutes: number;
  readonly cards: {
    readonly vitale: readonly ('pcsc' | 'ssv')[];
    readonly cryptolib: string | null;
    readonly ssvLibrary: string | null;
    readonly galssIni: string | null;
    readonly ssvDeadlineSeconds: number;
    readonly pinTriesPerInsertion: number;
  };
}

/** Letter of an INS in the form `matricule+type` (web-ps.md, unconfirmed): one per environment unless set. */
const INS_TYPES = { production: 'N', formation: 'D', test: 'T' } as const;

/**
 * Checks a configuration read from a file or a policy and fills in the defaults.
 * @returns CONFIG-INVALIDE naming the first key at fault, in French.
 */
export function resolveConfiguration(input: unknown): Result<Configuration> {
  const parsed = configurationFileSchema.safeParse(input);
  if (!parsed.success) return failed(describeIssue(parsed.error.issues[0]));
  const file = parsed.data;
  const environment = file.environment ?? 'production';
  const trustedCaFile = file.webPs?.trustedCaFile ?? null;
  if (environment === 'production' && trustedCaFile !== null)
    return failed(invalid('webPs.trustedCaFile', 'refusée en production'));
  const profile = environment === 'production' ? production : sandbox;
  const configuration: Configuration = {
    environment,
    webPs: {
      cpx: { hosts: file.webPs?.cpx?.hosts ?? profile.webPs.cpx.hosts },
      ecps: { hosts: file.webPs?.ecps?.hosts ?? profile.webPs.ecps.hosts },
      insForm: file.webPs?.insForm ?? 'matricule',
      insType: insTypeOf(file, environment),
      resourceHosts: file.webPs?.resourceHosts ?? [],
      trustedCaFile,
    },
    proSanteConnect: { hosts: file.proSanteConnect?.hosts ?? profile.proSanteConnect.hosts },
    signIn: file.signIn ?? 'ask',
    landingPage: file.landingPage ?? 'TableauDeBord',
    openOnInsert: file.openOnInsert ?? 'always',
    closeOnVitaleRemoval: file.closeOnVitaleRemoval ?? false,
    lockAfterMinutes: file.lockAfterMinutes ?? 10,
    cards: {
      vitale: file.cards?.vitale ?? ['pcsc'],
      cryptolib: file.cards?.cryptolib ?? null,
      ssvLibrary: file.cards?.ssvLibrary ?? null,
      galssIni: file.cards?.galssIni ?? null,
      ssvDeadlineSeconds: file.cards?.ssvDeadlineSeconds ?? 20,
      pinTriesPerInsertion: file.cards?.pinTriesPerInsertion ?? 2,
    },
  };
  const missing = missingHosts(configuration);
  return missing === null
    ? success(configuration)
    : failed(invalid(missing, `aucune adresse n’est connue pour l’environnement « ${environment} »`));
}

function insTypeOf(file: ConfigurationFile, environment: Environment): 'N' | 'T' | 'D' {
  const asked = file.webPs?.insType ?? 'auto';
  return asked === 'auto' ? INS_TYPES[environment] : asked;
}

function missingHosts({ webPs, signIn }: Configuration): string | null {
  if (signIn === 'ask')
    return webPs.cpx.hosts.length + webPs.ecps.hosts.length === 0 ? 'webPs.cpx.hosts' : null;
  return webPs[signIn].hosts.length === 0 ? `webPs.${signIn}.hosts` : null;
}

function invalid(key: string, reason: string): Failure {
  return failure('CONFIG-INVALIDE', { key, reason });
}

function describeIssue(issue: z.core.$ZodIssue | undefined): Failure {
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys')
    return invalid([...path, issue.keys[0] ?? ''].join('.'), 'clé inconnue');
  const key = path.length === 0 ? '(fichier)' : path.join('.');
  return invalid(key, frenchReason(issue));
}

function frenchReason(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_value':
      return `valeurs possibles : ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `une valeur de type ${FRENCH_TYPES[issue.expected] ?? issue.expected} est attendue`;
    case 'too_small':
      return `au moins ${String(issue.minimum)} est attendu`;
    case 'too_big':
      return `au plus ${String(issue.maximum)} est attendu`;
    default:
      return issue?.message ?? 'valeur refusée';
  }
}

const FRENCH_TYPES: Readonly<Record<string, string>> = {
  string: 'texte',
  number: 'nombre',
  int: 'nombre entier',
  boolean: 'vrai ou faux (true, false)',
  array: 'liste',
  object: 'objet',
};
