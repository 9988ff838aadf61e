import { Pkcs11Error, type Handle, type Pkcs11, type TokenInfo } from '../../../../src/native/cpx/port.ts';

export interface FakeObject {
  readonly objectClass: number;
  readonly label?: string;
  readonly value?: Uint8Array;
}

export interface FakeSlot {
  readonly description?: string;
  readonly token?: Partial<TokenInfo>;
  readonly objects?: readonly FakeObject[];
  /** Call → return value that it answers for this slot. */
  readonly refuses?: Readonly<Record<string, number>>;
}

const CKA_LABEL = 0x03;

/** A library made of data. Sessions and slots have the same numbers. */
export class FakePkcs11 implements Pkcs11 {
  readonly log: string[] = [];
  /** Whose values were read, not only measured: labels of objects, in the order of reading. */
  readonly valuesRead: string[] = [];
  readonly #slots: readonly FakeSlot[];
  readonly #refuses: Readonly<Record<string, number>>;

  constructor(slots: readonly FakeSlot[], refuses: Readonly<Record<string, number>> = {}) {
    this.#slots = slots;
    this.#refuses = refuses;
  }

  initialize(): void {
    this.#called('C_Initialize');
  }

  finalize(): void {
    this.#called('C_Finalize');
  }

  info() {
    this.#called('C_GetInfo');
    return { cryptokiVersion: '2.20', manufacturer: 'ANS', description: 'fake', libraryVersion: '5.2' };
  }

  slots(): Handle[] {
    this.#called('C_GetSlotList');
    return this.#slots.map((_slot, index) => index);
  }

  slotDescription(slot: Handle): string {
    return this.#called('C_GetSlotInfo', slot).description ?? `reader ${slot}`;
  }

  tokenInfo(slot: Handle): TokenInfo {
    const { token } = this.#called('C_GetTokenInfo', slot);
    return { label: `CPS3v3-${slot}`, model: 'IAS ECC', serialNumber: `${slot}`, flags: 0x400, ...token };
  }

  openSession(slot: Handle): Handle {
    this.#called('C_OpenSession', slot);
    return slot;
  }

  closeSession(session: Handle): void {
    this.#called('C_CloseSession', session);
  }

  findObjects(session: Handle, objectClass: number): Handle[] {
    const objects = this.#called('C_FindObjects', session).objects ?? [];
    return objects.flatMap((object, index) => (object.objectClass === objectClass ? [index] : []));
  }

  attribute(session: Handle, object: Handle, type: number, maxBytes: number): Uint8Array | null {
    const value = this.#attribute(session, object, type);
    if (type !== CKA_LABEL)
      this.valuesRead.push(this.#slots[Number(session)]?.objects?.[Number(object)]?.label ?? '');
    return value === null || value.length > maxBytes ? null : value;
  }

  attributeLength(session: Handle, object: Handle, type: number): number | null {
    return this.#attribute(session, object, type)?.length ?? null;
  }

  #attribute(session: Handle, object: Handle, type: number): Uint8Array | null {
    const found = this.#called('C_GetAttributeValue', session).objects![Number(object)]!;
    if (type === CKA_LABEL) return found.label === undefined ? null : new TextEncoder().encode(found.label);
    return found.value ?? null;
  }

  #called(call: string, slot?: Handle): FakeSlot {
    this.log.push(slot === undefined ? call : `${call} ${slot}`);
    const described = slot === undefined ? {} : this.#slots[Number(slot)]!;
    const refused = described.refuses?.[call] ?? this.#refuses[call];
    if (refused !== undefined) throw new Pkcs11Error(call, refused);
    return described;
  }
}
