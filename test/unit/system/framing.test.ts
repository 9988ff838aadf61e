import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, encodeFrame } from '../../../src/system/framing.ts';

describe('length-prefixed JSON', () => {
  it('is a little-endian length and UTF-8', () => {
    expect([...encodeFrame({ é: 1 })]).toEqual([8, 0, 0, 0, ...Buffer.from('{"é":1}')]);
  });

  it('survives every cut of the stream', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.array(fc.nat(40)), (messages, cuts) => {
        const sent = messages.map((message) => JSON.parse(JSON.stringify(message)) as unknown);
        const stream = Buffer.concat(sent.map(encodeFrame));
        const received: unknown[] = [];
        const reader = createFrameReader((message) => received.push(message));
        let at = 0;
        for (const cut of [...cuts, stream.length]) {
          expect(reader.push(stream.subarray(at, at + cut))).toBe(true);
          at += cut;
        }
        reader.push(stream.subarray(at));
        expect(received).toEqual(sent);
      }),
    );
  });

  it('hands on a body that is not JSON as undefined, and goes on', () => {
    const received: unknown[] = [];
    const reader = createFrameReader((message) => received.push(message));
    reader.push(Buffer.from([3, 0, 0, 0, 0x7b, 0xff, 0x00]));
    reader.push(encodeFrame(1));
    expect(received).toEqual([undefined, 1]);
  });

  it('gives a stream up whose frame is too long, without keeping it', () => {
    const received: unknown[] = [];
    const reader = createFrameReader((message) => received.push(message));
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32LE(1_048_577);
    expect(reader.push(prefix)).toBe(false);
    expect(reader.push(encodeFrame(1))).toBe(false);
    expect(received).toEqual([]);
  });

  it('takes a frame of a mebibyte, the longest', () => {
    const received: unknown[] = [];
    const reader = createFrameReader((message) => received.push(message));
    const text = 'x'.repeat(1_048_576 - 2);
    expect(reader.push(encodeFrame(text))).toBe(true);
    expect(received).toEqual([text]);
  });
});
