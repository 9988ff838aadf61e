/**
 * The structures of PKCS#11 2.20 as the library's compiler lays them out:
 * CK_ULONG is C's `unsigned long` (8 bytes on 64-bit Linux and macOS, 4 on Windows),
 * and on Windows every structure is packed to single bytes.
 */
import koffi, { type TypeObject } from 'koffi';

export interface Layout {
  readonly ulong: TypeObject;
  readonly info: TypeObject;
  readonly slotInfo: TypeObject;
  readonly tokenInfo: TypeObject;
  readonly attribute: TypeObject;
}

export function layoutFor(platform: NodeJS.Platform): Layout {
  const windows = platform === 'win32';
  const ulong = koffi.type(windows ? 'uint32' : 'uint64');
  const struct = (members: Record<string, TypeObject>): TypeObject =>
    windows ? koffi.pack(members) : koffi.struct(members);
  const text = (length: number): TypeObject => koffi.array('uint8', length, 'Typed');
  const version = koffi.pack({ major: 'uint8', minor: 'uint8' });
  return {
    ulong,
    info: struct({
      cryptokiVersion: version,
      manufacturerID: text(32),
      flags: ulong,
      libraryDescription: text(32),
      libraryVersion: version,
    }),
    slotInfo: struct({
      slotDescription: text(64),
      manufacturerID: text(32),
      flags: ulong,
      hardwareVersion: version,
      firmwareVersion: version,
    }),
    tokenInfo: struct({
      label: text(32),
      manufacturerID: text(32),
      model: text(16),
      serialNumber: text(16),
      flags: ulong,
      maxSessionCount: ulong,
      sessionCount: ulong,
      maxRwSessionCount: ulong,
      rwSessionCount: ulong,
      maxPinLen: ulong,
      minPinLen: ulong,
      totalPublicMemory: ulong,
      freePublicMemory: ulong,
      totalPrivateMemory: ulong,
      freePrivateMemory: ulong,
      hardwareVersion: version,
      firmwareVersion: version,
      utcTime: text(16),
    }),
    attribute: struct({ type: ulong, pValue: koffi.pointer('void'), ulValueLen: ulong }),
  };
}
