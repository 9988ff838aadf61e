/**
 * The one place where main and the native processes meet: who may ask what of whom, and what comes back.
 * Every message is validated on the side that receives it; nothing else crosses.
 */
import { z } from 'zod';
import { ENGINE_DATABASES } from '../domain/practitioner/engine-module.ts';
import { PUBLIC_OBJECTS } from '../domain/practitioner/cpx.ts';
import { isJsonObject, VITALE_HOSTS, type JsonObject } from '../domain/site/lecture-vitale.ts';
import { CARD_KINDS } from '../domain/readers/card-kinds.ts';
import { failureSchema } from './failure.ts';

const readerNameSchema = z.string().min(1).max(256);

/** What an ATR says of a card; `mute` is a card that gave none. */
export const cardKindSchema = z.enum(CARD_KINDS);

export const presentCardSchema = z.strictObject({
  kind: cardKindSchema,
  /** Upper-case hexadecimal without separators; empty for a mute card. */
  atr: z.string().regex(/^([0-9A-F]{2}){0,36}$/),
  /** Grows with every insertion this process has seen; a card that was swapped never keeps its number. */
  insertion: z.int().positive(),
  /** True when the process saw it being inserted; false when it was there when watching began or began again. */
  seenInserted: z.boolean(),
});
export type PresentCard = z.infer<typeof presentCardSchema>;

export const readerStateSchema = z.strictObject({
  name: readerNameSchema,
  card: presentCardSchema.nullable(),
});

/** The whole of what PC/SC shows, sent at the start and after every change. */
export const readersSnapshotSchema = z.strictObject({
  service: z.enum(['running', 'unavailable']),
  /** Why the service is unavailable. */
  failure: failureSchema.nullable(),
  readers: z.array(readerStateSchema),
});
export type ReadersSnapshot = z.infer<typeof readersSnapshotSchema>;

const cardDateSchema = z.string().regex(/^\d{8}$/);
const numberWithKeySchema = z.string().max(15);

export const beneficiarySchema = z.strictObject({
  name: z.string().max(64),
  birthName: z.string().max(64).nullable(),
  firstName: z.string().max(64),
  birthDate: cardDateSchema,
  birthRank: z.int().min(0).max(9).nullable(),
  nir: numberWithKeySchema.nullable(),
  certifiedNir: numberWithKeySchema.nullable(),
  quality: z.literal([0, 1, 2, 3, 4, 5, 6, 8, 9]).nullable(),
  unreadable: z.literal(true).optional(),
});

export const vitaleReadingSchema = z.strictObject({
  source: z.enum(['pcsc', 'ssv']),
  card: z.enum(['vitale-1', 'vitale-2']),
  beneficiaries: z.array(beneficiarySchema).min(1).max(99),
  validFrom: cardDateSchema.nullable(),
  test: z.boolean().nullable(),
});

const insertionSchema = z.strictObject({ reader: readerNameSchema, insertion: z.int().positive() });

// --- role `ssv`: the SESAM-Vitale library over GALSS (docs/technical/ssv.md) ---

const filePathSchema = z.string().min(1).max(1024);
const groupNumberSchema = z.int().min(0).max(0xffff);

/** Where the library is and under which names galss.ini knows the two card slots: taken from `locate`. */
export const ssvTargetSchema = z.strictObject({
  library: filePathSchema,
  psResource: z.string().min(1).max(64),
  vitaleResource: z.string().min(1).max(64),
  /** The configuration that goes with the library, for `SSV_InitLIB2`; null or absent where none was found. */
  sesamIni: filePathSchema.nullable().optional(),
});
export type SsvTarget = z.infer<typeof ssvTargetSchema>;

/** One `[CANALn]` of galss.ini. For a PC/SC channel `characteristics` is the reader's name. */
export const galssChannelSchema = z.strictObject({
  channel: z.int().nonnegative(),
  type: z.string().nullable(),
  index: z.string().nullable(),
  protocol: z.string().nullable(),
  /** `NomLib` of the channel's protocol. */
  protocolLibrary: z.string().nullable(),
  characteristics: z.string().nullable(),
  slots: z
    .array(z.strictObject({ pad: z.int().nonnegative(), lad: z.int().nonnegative(), name: z.string() }))
    .readonly(),
});
export type GalssChannel = z.infer<typeof galssChannelSchema>;

/** What is installed on this workstation: the diagnosis shows all of it, a reading needs `target`. */
export const ssvInstallationSchema = z.strictObject({
  library: z
    .strictObject({ path: filePathSchema, architecture: z.string(), bits: z.literal([32, 64]).nullable() })
    .nullable(),
  /** What calls the library: this process, or the 32-bit helper program; null when nothing can. */
  host: z.enum(['process', 'helper']).nullable(),
  sesamIni: filePathSchema.nullable(),
  galssIni: filePathSchema.nullable(),
  channels: z.array(galssChannelSchema),
  target: ssvTargetSchema.nullable(),
  /** Why there is no target. */
  failure: failureSchema.nullable(),
});
export type SsvInstallation = z.infer<typeof ssvInstallationSchema>;

/** The practitioner's code, for one call; null until the library has asked for it (SSV-CODE-DEMANDE). */
const ssvPinSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,16}$/)
  .nullable();

const ssvRequests = {
  /** Looks for the library and its configuration; null means "at the documented places". Calls no vendor code. */
  locate: {
    params: z.strictObject({ ssvLibrary: filePathSchema.nullable(), galssIni: filePathSchema.nullable() }),
    result: ssvInstallationSchema,
  },
  /**
   * Reads the Vitale with the practitioner's card. `card` is what the ATR said: the library's own card-type
   * values are not published. `date` is the day of consultation.
   */
  readVitale: {
    params: z.strictObject({
      target: ssvTargetSchema,
      card: z.enum(['vitale-1', 'vitale-2']),
      date: cardDateSchema,
      pin: ssvPinSchema,
    }),
    result: vitaleReadingSchema,
  },
  /** Groups 60, 61 and 62 as the library words them, for the diagnosis. */
  readConfig: {
    params: z.strictObject({ target: ssvTargetSchema }),
    result: z.strictObject({
      entries: z.array(
        z.strictObject({
          group: groupNumberSchema,
          occurrence: groupNumberSchema,
          fields: z.array(z.strictObject({ field: groupNumberSchema, text: z.string() })),
        }),
      ),
    }),
  },
  /** Which practitioner's card the library sees: nothing more than a name to show. */
  readPsCard: {
    params: z.strictObject({ target: ssvTargetSchema, pin: ssvPinSchema }),
    result: z.strictObject({ cardType: z.string(), name: z.string(), firstName: z.string() }),
  },
} as const;

// The practitioner’s card, through the Cryptolib.

/** A text field of PKCS#11. */
const cardTextSchema = z.string().max(64);
/** A certificate of at most 64 KiB holds no longer text. */
const certificateTextSchema = z.string().max(65_536);

/** CertificateFacts of the domain. */
export const certificateFactsSchema = z.strictObject({
  id: z.string().max(140_000),
  issuer: z.strictObject({
    commonName: certificateTextSchema,
    grade: z.enum(['FORT', 'STANDARD', 'ELEMENTAIRE']).nullable(),
    scope: z.enum(['persons', 'organisations']).nullable(),
    test: z.boolean(),
  }),
  subject: z.strictObject({
    commonName: certificateTextSchema.nullable(),
    surname: certificateTextSchema.nullable(),
    givenName: certificateTextSchema.nullable(),
    title: certificateTextSchema.nullable(),
    organisation: certificateTextSchema.nullable(),
    units: z.array(certificateTextSchema).readonly(),
  }),
  /** Milliseconds since 1970, UTC. */
  notBefore: z.number(),
  notAfter: z.number(),
  clientAuth: z.boolean(),
  nonRepudiation: z.boolean(),
  cardTypeCode: z.int().min(0).max(255).nullable(),
});

/** What the token says of its PIN at the moment of the question. */
export const pinFlagsSchema = z.strictObject({
  countLow: z.boolean(),
  finalTry: z.boolean(),
  locked: z.boolean(),
  keypad: z.boolean(),
});

/** CpxCard of the domain. */
export const cpxCardSchema = z.strictObject({
  slot: z.strictObject({ id: z.int().nonnegative(), description: cardTextSchema }),
  token: z.strictObject({ label: cardTextSchema, serialNumber: cardTextSchema, model: cardTextSchema }),
  pin: pinFlagsSchema,
  certificates: z.array(certificateFactsSchema).max(256).readonly(),
  unreadableCertificates: z.int().nonnegative(),
  objects: z
    .array(z.strictObject({ label: z.enum(PUBLIC_OBJECTS), length: z.int().nonnegative() }))
    .readonly(),
});

export const cryptolibReadingSchema = z.strictObject({
  library: z.strictObject({
    path: z.string(),
    manufacturer: cardTextSchema,
    description: cardTextSchema,
    /** `2.20` */
    cryptokiVersion: z.string().max(16),
    libraryVersion: z.string().max(16),
  }),
  cards: z.array(cpxCardSchema).max(64).readonly(),
  /** Slots whose card the library could not read; `description` is its text for the reader. */
  unreadable: z
    .array(z.strictObject({ description: cardTextSchema, failure: failureSchema }))
    .max(64)
    .readonly(),
});
export type CryptolibReading = z.infer<typeof cryptolibReadingSchema>;

/** The setting `cards.cryptolib`; null looks in the documented places. */
const cryptolibSettingSchema = z.string().min(1).max(1024).nullable();

// --- role `nss`: what the embedded browser knows of the Cryptolib (Linux; docs/technical/sign-in.md) ---

const databaseSchema = z.enum(ENGINE_DATABASES);

const nssRequests = {
  /**
   * Whether the engine will know the Cryptolib; with `register` it is made to. CRYPTOLIB-ABSENTE,
   * CRYPTOLIB-INCHARGEABLE or one of MAGASIN-… otherwise.
   */
  cryptolib: {
    params: z.strictObject({
      database: databaseSchema,
      library: cryptolibSettingSchema,
      register: z.boolean(),
    }),
    result: z.strictObject({
      library: filePathSchema,
      /** How it is registered, by whomever; null when it is not. */
      module: z.strictObject({ name: z.string().max(1024), library: z.string().max(1024) }).nullable(),
      /** It was registered just now. */
      added: z.boolean(),
    }),
  },
  /** Takes the launcher's own registration out of a database. */
  forget: {
    params: z.strictObject({ database: databaseSchema }),
    result: z.strictObject({ removed: z.boolean() }),
  },
} as const;

// --- role `srvsvcnam`: SrvSVCNAM and DiagAM, for the site's pages (docs/technical/srvsvcnam.md) ---

const vitaleHostSchema = z.enum(VITALE_HOSTS);
/** Passes the very same object on: what a page and a component say to each other is not for us to read. */
const carriedSchema = z.custom<JsonObject>(isJsonObject);

/** A manifest that is there, for the diagnosis. */
const foundManifestSchema = z.strictObject({
  host: vitaleHostSchema,
  browser: z.enum(['chrome', 'edge', 'mozilla']),
  scope: z.enum(['user', 'machine']),
  manifest: z.string(),
  /** `refused`: it is valid, but lets other callers in only. */
  state: z.enum(['usable', 'refused', 'invalid']),
  /** The program that it names; null unless usable. */
  program: z.string().nullable(),
});

const srvsvcnamRequests = {
  /** Every manifest of either component, in the order in which they are tried. Starts nothing. */
  discover: {
    params: z.strictObject({}),
    result: z.strictObject({ manifests: z.array(foundManifestSchema) }),
  },
  /** One message to a component in a process of its own: at most 30 s and some 3 s to end it. */
  call: {
    params: z.strictObject({ host: vitaleHostSchema, message: carriedSchema }),
    result: z.strictObject({ answer: carriedSchema }),
  },
  /** Ends whatever a component is doing; answers when its process is gone. */
  abandon: { params: z.strictObject({}), result: z.strictObject({}) },
} as const;

export const nativeContract = {
  /** PC/SC and the direct read of the Vitale. */
  cards: {
    requests: {
      /** Reads the Vitale that is in `reader`; refused with VITALE-CHANGEE when `insertion` is no longer the current one. */
      readVitale: { params: insertionSchema, result: vitaleReadingSchema },
      /** Answered at once by a process that still turns: one that hangs would see no card, and nobody would know. */
      ping: { params: z.strictObject({}), result: z.strictObject({}) },
    },
    events: { readers: readersSnapshotSchema },
  },
  /** The Cryptolib CPS. Its calls block for a second and more; never ask while a PC/SC transaction is held. */
  cryptolib: {
    requests: {
      /** Every practitioner's card in every reader, without a PIN; an empty list is not a failure. */
      readCards: {
        params: z.strictObject({ library: cryptolibSettingSchema }),
        result: cryptolibReadingSchema,
      },
      /** The version of the installed product, which the library itself does not tell; calls no vendor code. */
      product: {
        params: z.strictObject({ library: cryptolibSettingSchema }),
        result: z.strictObject({ version: z.string().max(32).nullable() }),
      },
      /**
       * What tokens say of their PIN now, asked before every answer to a PIN request. `tokenLabel` is the token's
       * name as the browser engine gives it; null asks every token. An empty list: there is none of that name.
       */
      pinFlags: {
        params: z.strictObject({
          library: cryptolibSettingSchema,
          tokenLabel: cardTextSchema.nullable(),
          serialNumber: cardTextSchema.nullable(),
        }),
        result: z.strictObject({
          tokens: z
            .array(
              z.strictObject({ serialNumber: cardTextSchema, label: cardTextSchema, pin: pinFlagsSchema }),
            )
            .max(64)
            .readonly(),
        }),
      },
    },
    events: {},
  },
  /** The certificate database that the engine reads; in a process of its own, ended after each question. */
  nss: { requests: nssRequests, events: {} },
  /** The SESAM-Vitale library, or the 32-bit helper that calls it. */
  ssv: { requests: ssvRequests, events: {} },
  /** The components that the site's pages call through the launcher. */
  srvsvcnam: { requests: srvsvcnamRequests, events: {} },
} as const;

export type NativeContract = typeof nativeContract;
export type NativeRole = keyof NativeContract;
export type RequestName<Role extends NativeRole> = keyof NativeContract[Role]['requests'] & string;
export type EventName<Role extends NativeRole> = keyof NativeContract[Role]['events'] & string;

type Requests<Role extends NativeRole> = NativeContract[Role]['requests'];
type Events<Role extends NativeRole> = NativeContract[Role]['events'];
type SchemaOf<Holder, Key extends PropertyKey> =
  Holder extends Readonly<Record<Key, infer S extends z.ZodType>> ? z.infer<S> : never;

export type RequestParams<Role extends NativeRole, Name extends RequestName<Role>> = SchemaOf<
  Requests<Role>[Name],
  'params'
>;
export type RequestResult<Role extends NativeRole, Name extends RequestName<Role>> = SchemaOf<
  Requests<Role>[Name],
  'result'
>;
export type EventPayload<Role extends NativeRole, Name extends EventName<Role>> = SchemaOf<
  Events<Role>,
  Name
>;

/** Main → native. */
export const requestMessageSchema = z.strictObject({
  type: z.literal('request'),
  id: z.int().nonnegative(),
  method: z.string(),
  params: z.unknown(),
});
export type RequestMessage = z.infer<typeof requestMessageSchema>;

/** Native → main. */
export const nativeMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('value'), id: z.int().nonnegative(), value: z.unknown() }),
  z.strictObject({ type: z.literal('failure'), id: z.int().nonnegative(), failure: failureSchema }),
  z.strictObject({ type: z.literal('event'), name: z.string(), payload: z.unknown() }),
]);
export type NativeMessage = z.infer<typeof nativeMessageSchema>;
