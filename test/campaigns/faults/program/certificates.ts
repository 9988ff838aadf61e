/** Servers that are not the site, in its place. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  createAuthority,
  daysFrom,
  EXTENDED_KEY_USAGES,
  issueLeaf,
  type Authority,
  type LeafRequest,
} from '../../../lab/pki/certificates.ts';
import type { Fault } from '../fault.ts';
import type { ProgramDesk } from './desk.ts';

const SITE = 'wps.localhost';
const now = new Date();
const VALID = { notBefore: daysFrom(now, -10), notAfter: daysFrom(now, 300) };

/** Each is right but for one thing. */
const WRONG: Readonly<Record<string, Partial<LeafRequest>>> = {
  'for another name': { dnsNames: ['autre.localhost'] },
  'for a longer name': { dnsNames: [`x.${SITE}`] },
  'for a name without a host': { dnsNames: ['localhost'] },
  'for an address': { dnsNames: [], addresses: ['127.0.0.1'] },
  'with the name in its subject only': { dnsNames: [] },
  'that has expired': { validity: { notBefore: daysFrom(now, -300), notAfter: daysFrom(now, -1) } },
  'that is not valid yet': { validity: { notBefore: daysFrom(now, 2), notAfter: daysFrom(now, 300) } },
  'for clients only': { extendedKeyUsages: [EXTENDED_KEY_USAGES.clientAuth] },
};

/** Certificates of the site's name, or nearly: none may be believed, and nothing may be asked of their servers. */
export function certificateFaults(desk: ProgramDesk): Fault[] {
  return [
    ...Object.entries(WRONG).map(([what, wrong]) =>
      fault(desk, `a certificate ${what}`, () => Promise.resolve(desk.believed), wrong),
    ),
    fault(desk, 'a certificate of an unknown authority', () =>
      createAuthority([{ CN: 'Autorité inconnue' }], VALID),
    ),
    // The name of an authority is not what makes it one.
    fault(desk, 'a certificate of a namesake of the authority', () =>
      createAuthority(desk.believed.subject, VALID),
    ),
  ];
}

function fault(
  desk: ProgramDesk,
  name: string,
  authorityOf: () => Promise<Authority>,
  wrong: Partial<LeafRequest> = {},
): Fault {
  return {
    kind: 'certificate',
    name,
    inject: async () => {
      const impostor = await Impostor.open(await authorityOf(), wrong);
      try {
        const misses = await desk.visitUnder(
          { code: 'SITE-CERTIFICAT' },
          () => desk.wire.inject({ kind: 'elsewhere', port: impostor.port }),
          () => desk.wire.clear(),
        );
        return impostor.requests === 0 ? misses : [...misses, 'the impostor was asked for a page'];
      } finally {
        impostor.close();
      }
    },
  };
}

class Impostor {
  requests = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(authority: Authority, wrong: Partial<LeafRequest>): Promise<Impostor> {
    const { certificatePem, privateKeyPem } = await issueLeaf(authority, {
      subject: [{ CN: SITE }],
      validity: VALID,
      keyUsage: 'authentication',
      keyType: 'ec',
      extendedKeyUsages: [EXTENDED_KEY_USAGES.serverAuth],
      dnsNames: [SITE],
      ...wrong,
    });
    const server = createServer({ cert: certificatePem + authority.certificatePem, key: privateKeyPem });
    const impostor = new Impostor(server);
    server.on('tlsClientError', () => undefined);
    server.on('request', (_request, response) => {
      impostor.requests += 1;
      response.end('<!doctype html><h1>Imposteur</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return impostor;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
