/**
 * The simulated Web PS and its surroundings, over https on the loopback: the site on three hosts (no authentication,
 * card, e-CPS), Pro Santé Connect's two hosts, and a host that nobody should ever talk to.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import {
  createServers as createServerMaterials,
  ensureLabPki,
  fingerprint,
  type LabPki,
  type ServerMaterials,
} from '../pki/index.ts';
import { Exchange } from './exchange.ts';
import { Faults } from './faults.ts';
import { Journal, type HostKind } from './journal.ts';
import type { LabPatient } from './patients.ts';
import { ProSanteConnect, type Phone } from './pro-sante-connect.ts';
import type { SiteSession } from './session.ts';
import { cardSignIn, ecpsSignIn, plainSignIn, type Peer } from './sign-in.ts';
import { serveStatic } from './statics.ts';
import { WebPs } from './web-ps.ts';
import { SiteWorld, sitePractitioner, type SiteOptions } from './world.ts';

const HOST_KINDS: readonly HostKind[] = ['plain', 'cpx', 'ecps', 'wallet', 'auth', 'foreign'];

const NAMES: Readonly<Record<HostKind, string>> = {
  plain: 'wps.localhost',
  cpx: 'wps-cps.localhost',
  ecps: 'wps-psc.localhost',
  wallet: 'wallet.localhost',
  auth: 'auth.localhost',
  foreign: 'ailleurs.localhost',
};

/** Names that are kept for tests (RFC 6761, 6.2), after the same hosts. */
function nameOf(kind: HostKind, naming: Naming): string {
  if (naming === 'localhost') return 'localhost';
  return naming === 'names' ? NAMES[kind] : NAMES[kind].replace(/localhost$/, 'reseau.test');
}

export const NETWORK_NAMES: readonly string[] = HOST_KINDS.map((kind) => nameOf(kind, 'network'));

export type Naming = 'names' | 'localhost' | 'network';

export interface LabSiteOptions extends Partial<SiteOptions> {
  /** Where the laboratory's certificates are, or will be made. */
  readonly pkiDirectory: string;
  /**
   * `names`: `https://wps-cps.localhost:<port>` and so on; Chromium takes these to the loopback by itself, the
   * system's resolver may not. `localhost`: the same hosts told apart by their ports only (they share cookies).
   * `network`: names that only a network knows, which no engine lets past its proxies by itself; their servers have an
   * authority of their own.
   */
  readonly naming?: Naming;
  /** Which card chain the card host trusts. */
  readonly chain?: 'test' | 'real';
  /**
   * What the card host does with a visitor without a certificate: turns it away in the handshake as the real one does,
   * or lets it in, so that a test can see that nobody came.
   */
  readonly withoutCertificate?: 'refused' | 'let in';
  readonly patients?: readonly LabPatient[];
  /** What the phone does by itself; see `Phone.automatic`. */
  readonly phone?: Phone['automatic'];
}

export interface LabSiteControl {
  readonly world: SiteWorld;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly phone: Phone;
  /** Sessions that one of the site's own hosts holds. */
  sessions(host: 'plain' | 'cpx' | 'ecps'): readonly SiteSession[];
  /** Number of sessions that Pro Santé Connect holds. */
  connectSessions(): number;
  /** Forgets the site's own sessions, as a restart of the site would. */
  dropSessions(): void;
}

export interface LabSite {
  /** Origins, without a trailing slash. */
  readonly urls: Readonly<Record<HostKind, string>>;
  readonly caFile: string;
  readonly pki: LabPki;
  readonly control: LabSiteControl;
  close(): Promise<void>;
}

/** Starts every host on a free port of 127.0.0.1. */
export async function startLabSite(options: LabSiteOptions): Promise<LabSite> {
  const pki = await ensureLabPki(options.pkiDirectory);
  const naming = options.naming ?? 'names';
  const materials = naming === 'network' ? await createServerMaterials(new Date(), NETWORK_NAMES) : pki;
  const authority = await authorityFile(naming, materials, pki);
  const servers = createServers(pki, materials, options);
  await Promise.all(Object.values(servers).map(listen));
  const urls = originsOf(servers, naming);
  const {
    patients,
    phone,
    pkiDirectory: _,
    naming: __,
    chain: ___,
    withoutCertificate: ____,
    ...siteOptions
  } = options;
  const world = new SiteWorld(siteOptions, patients);
  const journal = new Journal();
  const faults = new Faults();
  const connect = new ProSanteConnect(
    { wallet: urls.wallet, auth: urls.auth, callbacks: [`${urls.ecps}/callbackoidc`] },
    world.now,
  );
  connect.phone.automatic = phone ?? null;
  const portals = {
    plain: new WebPs('plain', world, plainSignIn(world), urls.foreign),
    cpx: new WebPs('cpx', world, cardSignIn(), urls.foreign),
    ecps: new WebPs('ecps', world, ecpsSignIn(world, connect, urls.ecps), urls.foreign),
  };
  const holders = holdersOf(pki);
  for (const kind of HOST_KINDS) {
    serve(servers[kind], kind, {
      urls,
      journal,
      faults,
      handle: (exchange, peer) => route(kind, exchange, peer, portals, connect),
      peerOf: (socket) => (kind === 'cpx' ? peerOf(socket, holders) : null),
    });
  }
  return {
    urls,
    caFile: authority.file,
    pki,
    control: {
      world,
      journal,
      faults,
      phone: connect.phone,
      sessions: (host) => portals[host].sessions.all(),
      connectSessions: () => connect.sessionCount(),
      dropSessions: () => {
        Object.values(portals).forEach((portal) => {
          portal.sessions.clear();
        });
      },
    },
    async close() {
      faults.close();
      connect.close();
      await Promise.all(Object.values(servers).map(stop));
      await authority.remove();
    },
  };
}

type Portals = Readonly<Record<'plain' | 'cpx' | 'ecps', WebPs>>;

async function route(
  kind: HostKind,
  exchange: Exchange,
  peer: Peer | null,
  portals: Portals,
  connect: ProSanteConnect,
): Promise<void> {
  if (await serveStatic(exchange)) {
    return;
  }
  switch (kind) {
    case 'plain':
    case 'cpx':
    case 'ecps':
      await portals[kind].handle(exchange, peer);
      return;
    case 'wallet':
      await connect.handleWallet(exchange);
      return;
    case 'auth':
      connect.handleAuth(exchange);
      return;
    case 'foreign':
      exchange.text(200, 'Cette page ne devrait pas avoir été demandée.');
  }
}

/** Where the program finds the authority that these servers are trusted by. */
async function authorityFile(
  naming: Naming,
  { serverAuthorityPem }: ServerMaterials,
  pki: LabPki,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  if (naming !== 'network') return { file: pki.serverAuthorityFile, remove: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-authority-'));
  const file = join(folder, 'ca.pem');
  await writeFile(file, serverAuthorityPem);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

function createServers(
  pki: LabPki,
  materials: ServerMaterials,
  options: LabSiteOptions,
): Readonly<Record<HostKind, Server>> {
  const base = {
    key: materials.server.privateKeyPem,
    cert: materials.server.certificatePem + materials.serverAuthorityPem,
    minVersion: 'TLSv1.2',
  } as const;
  const open = (): Server => createServer(base);
  return {
    plain: open(),
    cpx: createServer({
      ...base,
      maxVersion: 'TLSv1.2',
      ca: pki.clientAuthorities[options.chain ?? 'test'],
      requestCert: true,
      rejectUnauthorized: options.withoutCertificate !== 'let in',
    }),
    ecps: open(),
    wallet: open(),
    auth: open(),
    foreign: open(),
  };
}

interface Serving {
  readonly urls: Readonly<Record<HostKind, string>>;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly handle: (exchange: Exchange, peer: Peer | null) => Promise<void>;
  readonly peerOf: (socket: TLSSocket) => Peer | null;
}

function serve(server: Server, kind: HostKind, serving: Serving): void {
  // Covers the certificate that was refused, the one that was missing, and the client that did not trust us.
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    // A text in fact, and null when the certificate is not what went wrong, whatever the typings say.
    const reason = socket.authorizationError as unknown;
    serving.journal.add({
      ...connectionFacts(kind, socket),
      method: '',
      path: '',
      status: 0,
      userAgent: '',
      refused: typeof reason === 'string' ? reason : (error.code ?? error.message),
    });
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    if (!(socket instanceof TLSSocket)) {
      socket.destroy();
      return;
    }
    const exchange = new Exchange(request, response, serving.urls[kind]);
    const entry = {
      ...connectionFacts(kind, socket),
      method: exchange.method,
      path: request.url ?? '',
      status: 0,
      userAgent: request.headers['user-agent'] ?? '',
      refused: null,
    };
    serving.journal.add(entry);
    response.on('finish', () => {
      entry.status = response.statusCode;
    });
    respond(exchange, kind, serving, socket).catch((error: unknown) => {
      process.stderr.write(`simulated site, ${kind}: ${String(error)}\n`);
      if (!response.headersSent) {
        exchange.text(500, 'Erreur du site simulé');
      }
    });
  });
}

async function respond(
  exchange: Exchange,
  kind: HostKind,
  serving: Serving,
  socket: TLSSocket,
): Promise<void> {
  if (!(await serving.faults.apply(kind, exchange))) {
    await serving.handle(exchange, serving.peerOf(socket));
  }
}

function connectionFacts(kind: HostKind, socket: TLSSocket) {
  const certificate = socket.getPeerX509Certificate();
  return {
    host: kind,
    at: Date.now(),
    tlsVersion: socket.getProtocol() ?? '',
    resumed: socket.isSessionReused(),
    clientName: certificate === undefined ? null : commonNameOf(certificate),
    clientFingerprint: certificate?.fingerprint256 ?? null,
  };
}

/** The subject's text may hold several attributes on one line when its RDN is multi-valued. */
function commonNameOf(certificate: X509Certificate): string {
  return /(?:^|[\n+] ?)CN=([^\n+]*)/.exec(certificate.subject)?.[1]?.trim() ?? '';
}

function holdersOf(pki: LabPki): ReadonlyMap<string, Peer['practitioner']> {
  const holders = new Map<string, Peer['practitioner']>();
  for (const practitioner of Object.values(pki.practitioners)) {
    const certificate = pki.cards[practitioner.key as keyof typeof pki.cards].authentication;
    if (certificate !== undefined) {
      holders.set(fingerprint(certificate.certificatePem), sitePractitioner(practitioner));
    }
  }
  return holders;
}

function peerOf(socket: TLSSocket, holders: ReadonlyMap<string, Peer['practitioner']>): Peer | null {
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined
    ? null
    : {
        fingerprint: certificate.fingerprint256,
        practitioner: holders.get(certificate.fingerprint256) ?? null,
      };
}

function originsOf(
  servers: Readonly<Record<HostKind, Server>>,
  naming: Naming,
): Readonly<Record<HostKind, string>> {
  const origin = (kind: HostKind): string => {
    const { port } = servers[kind].address() as AddressInfo;
    return `https://${nameOf(kind, naming)}:${port}`;
  };
  return {
    plain: origin('plain'),
    cpx: origin('cpx'),
    ecps: origin('ecps'),
    wallet: origin('wallet'),
    auth: origin('auth'),
    foreign: origin('foreign'),
  };
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
