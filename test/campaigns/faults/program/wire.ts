/** The network between the program and the site. */
import type { Fault } from '../fault.ts';
import type { WireFault } from '../wire.ts';
import type { Outcome, ProgramDesk } from './desk.ts';

/** The network between: bytes of the site's side at which the connection ends, and what is not TLS at all. */
export function wireFaults(desk: ProgramDesk): Fault[] {
  const fault = (name: string, what: WireFault, outcome: Outcome): Fault => ({
    kind: what.kind.endsWith('-at') ? 'handshake cut' : 'network',
    name,
    inject: () =>
      desk.visitUnder(
        outcome,
        () => desk.wire.inject(what),
        () => desk.wire.clear(),
      ),
  });
  const unreachable = { code: 'SITE-INJOIGNABLE' };
  const cuts = [0, 1, 2, 3, 4, 5, 6, 10, 40, 80, 100, 120, 128, 200, 500, 900, 1_200, 1_400];
  return [
    ...cuts.map((bytes) =>
      fault(
        `reset at byte ${String(bytes)} of the handshake`,
        { kind: 'reset-at', bytes: Math.max(1, bytes) },
        unreachable,
      ),
    ),
    ...[1, 5, 60, 127, 700, 1_300].map((bytes) =>
      fault(`closed at byte ${String(bytes)} of the handshake`, { kind: 'closed-at', bytes }, unreachable),
    ),
    fault('nobody listens', { kind: 'refused' }, unreachable),
    fault('silence', { kind: 'silent' }, 'closable'),
    fault(
      'an answer in plain HTTP',
      { kind: 'says', bytes: Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok') },
      unreachable,
    ),
    fault('zeros', { kind: 'says', bytes: Buffer.alloc(4_096) }, unreachable),
    fault('a TLS alert', { kind: 'says', bytes: Buffer.from([0x15, 3, 3, 0, 2, 2, 40]) }, unreachable),
    ...[7, 60, 300].map((at) =>
      // Where the certificate is sent in the clear, it is the certificate that is wrong.
      fault(
        `byte ${String(at)} of the handshake flipped`,
        { kind: 'flips', at },
        { code: ['SITE-INJOIGNABLE', 'SITE-CERTIFICAT'] },
      ),
    ),
  ];
}
