/** Plays recorded exchanges against the code under test: what is asked must be what was recorded, in order. */
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import { failed, success, type Result } from '../../../../src/domain/result.ts';
import type { Card, ObservedReader } from '../../../../src/native/pcsc/port.ts';

/** A command and its response in hexadecimal (blanks allowed), or the failure of the exchange. */
export type Line = readonly [command: string, response: string | Failure];

export const LOST = failure('VITALE-TRANSMISSION', { code: '0x80100016' });

export const SELECT_MF = '00 A4 00 00 02 3F 00';
export const SELECT_APPLICATION = '00 A4 04 00 0B D2 50 00 00 02 56 49 54 41 4C 45';
export const READ = '00 B0 82 00 00';

const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** The data and `90 00`, in hexadecimal. */
export const ok = (data: Uint8Array = new Uint8Array()): string => `${toHex(data)}9000`;

export class TranscriptCard implements Card {
  /** What happened, in order: `begin`, `end`, `disconnect`, `observe N`, and each command as `apdu`. */
  readonly events: string[] = [];
  begin: Result<void> = success(undefined);
  /** Answers of `observe`, the last one for ever. */
  observations: Result<ObservedReader>[] = [];
  readonly #lines: Line[];

  constructor(lines: readonly Line[]) {
    this.#lines = [...lines];
  }

  /** Lines that were recorded and never asked for. */
  get left(): number {
    return this.#lines.length;
  }

  beginTransaction(): Promise<Result<void>> {
    this.events.push('begin');
    return Promise.resolve(this.begin);
  }
  endTransaction(): Promise<void> {
    this.events.push('end');
    return Promise.resolve();
  }
  transmit(command: Uint8Array): Promise<Result<Uint8Array>> {
    this.events.push('apdu');
    const line = this.#lines.shift();
    if (line === undefined) throw new Error(`Nothing recorded for ${toHex(command)}`);
    const [expected, response] = line;
    if (toHex(command) !== expected.replaceAll(' ', ''))
      throw new Error(`${toHex(command)} is not ${expected}`);
    return Promise.resolve(typeof response === 'string' ? success(fromHex(response)) : failed(response));
  }
  observe(quietMs = 0): Promise<Result<ObservedReader>> {
    this.events.push(`observe ${quietMs}`);
    const [next] = this.observations.length > 1 ? this.observations.splice(0, 1) : this.observations;
    if (next === undefined) throw new Error('No observation set');
    return Promise.resolve(next);
  }
  disconnect(): Promise<void> {
    this.events.push('disconnect');
    return Promise.resolve();
  }
}
