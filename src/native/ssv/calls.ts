import { success, type Result } from '../../domain/result.ts';
import type { RequestParams, RequestResult } from '../../borders/native.ts';
import { toLatin1z } from './latin1.ts';
import { openLibrary, type SsvLibrary } from './library.ts';
import { readGroups, type FieldPlan, type GroupRecord } from './session.ts';
import { toVitaleReading, VITALE_PLAN } from './vitale-mapping.ts';

/** What calls the vendor's library: this process, or the 32-bit helper over its streams. */
export interface SsvCalls {
  readVitale(params: RequestParams<'ssv', 'readVitale'>): Promise<Result<RequestResult<'ssv', 'readVitale'>>>;
  readConfig(params: RequestParams<'ssv', 'readConfig'>): Promise<Result<RequestResult<'ssv', 'readConfig'>>>;
  readPsCard(params: RequestParams<'ssv', 'readPsCard'>): Promise<Result<RequestResult<'ssv', 'readPsCard'>>>;
}

/** Component, reader and card descriptions; their field numbers are not published. */
const CONFIG_PLAN: FieldPlan = new Map([60, 61, 62].map((group): [number, 'every'] => [group, 'every']));

/** Card type, name, first name: neither the practitioner's identifier nor the practice situations. */
const PS_CARD = { group: 1, cardType: 1, name: 6, firstName: 7 } as const;
const PS_CARD_PLAN: FieldPlan = new Map([
  [PS_CARD.group, [PS_CARD.cardType, PS_CARD.name, PS_CARD.firstName]],
]);

/** Calls the library in this process, synchronously: a hang or a crash of its is one of the whole process. */
export const callsInProcess: SsvCalls = {
  readVitale: ({ target, card, date, pin }) =>
    withPin(target.library, pin, async (library, pinBytes) => {
      const records = await readGroups(
        library,
        {
          name: 'SIS_LireDroitsVitale',
          pinGiven: pin !== null,
          sesamIni: target.sesamIni ?? null,
          run: (session) =>
            library.readRights(target.psResource, target.vitaleResource, pinBytes, date, session),
        },
        VITALE_PLAN,
      );
      return records.ok ? toVitaleReading(records.value, card) : records;
    }),

  readConfig: async ({ target }) => {
    const library = await openLibrary(target.library);
    if (!library.ok) return library;
    const records = await readGroups(
      library.value,
      {
        name: 'SIS_LireConfig',
        pinGiven: false,
        sesamIni: target.sesamIni ?? null,
        run: (session) => library.value.readConfig(session),
      },
      CONFIG_PLAN,
    );
    return records.ok ? success({ entries: records.value.map(toEntry) }) : records;
  },

  readPsCard: ({ target, pin }) =>
    withPin(target.library, pin, async (library, pinBytes) => {
      const records = await readGroups(
        library,
        {
          name: 'SIS_LireCartePS',
          pinGiven: pin !== null,
          sesamIni: target.sesamIni ?? null,
          run: (session) => library.readPsCard(target.psResource, target.vitaleResource, pinBytes, session),
        },
        PS_CARD_PLAN,
      );
      return records.ok ? success(toPsCard(records.value)) : records;
    }),
};

/**
 * Opens the library and runs one call with the PIN in a buffer that is zeroed afterwards. Without a PIN the
 * library gets an empty string, with which only an already open session succeeds.
 */
async function withPin<T>(
  path: string,
  pin: string | null,
  call: (library: SsvLibrary, pinBytes: Buffer) => Promise<Result<T>>,
): Promise<Result<T>> {
  const library = await openLibrary(path);
  if (!library.ok) return library;
  const pinBytes = toLatin1z(pin ?? '');
  try {
    return await call(library.value, pinBytes);
  } finally {
    pinBytes.fill(0);
  }
}

function toEntry(record: GroupRecord): RequestResult<'ssv', 'readConfig'>['entries'][number] {
  const fields = [...record.fields]
    .filter(([, text]) => text !== '')
    .map(([field, text]) => ({ field, text }));
  return { group: record.group, occurrence: record.occurrence, fields };
}

function toPsCard(records: readonly GroupRecord[]): RequestResult<'ssv', 'readPsCard'> {
  const text = (field: number): string => records[0]?.fields.get(field) ?? '';
  return {
    cardType: text(PS_CARD.cardType),
    name: text(PS_CARD.name),
    firstName: text(PS_CARD.firstName),
  };
}
