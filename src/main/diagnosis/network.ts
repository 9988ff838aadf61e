/** Looks at the configured hosts from here: name, connection, encryption, certificate, time. Sends one HEAD request. */
import type { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Configuration } from '../../domain/settings/configuration.ts';
import { isHealthAuthority } from '../../domain/diagnosis/interceptors.ts';
import type { HostFact, HostPurpose, ServerCertificateFact } from '../../domain/diagnosis/facts.ts';
import { NETWORK_REASONS } from '../../domain/texts/fr/reasons.ts';
import { connectThrough, ProxyRefusal, type ProxyResolver } from './proxy.ts';
import { readServerCertificate } from './tls-chain.ts';
import { within } from '../../system/deadline.ts';
import { dial } from '../../system/sockets.ts';
import { codeOf } from '../../system/error-code.ts';
import { hear } from '../../system/guarded.ts';

/** Ordinary patience for each step, in milliseconds. */
export const NETWORK_STEP_MS = 6_000;
const HTTPS_PORT = 443;
const LONGEST_HEAD = 16 * 1024;

export interface HostToProbe {
  readonly origin: string;
  readonly purpose: HostPurpose;
  readonly rank: number;
}

/** The hosts of the configuration, in its order. */
export function hostsOf({ webPs, proSanteConnect }: Configuration): readonly HostToProbe[] {
  const of = (purpose: HostPurpose, origins: readonly string[]): HostToProbe[] =>
    origins.map((origin, rank) => ({ origin, purpose, rank }));
  return [
    ...of('cpx', webPs.cpx.hosts),
    ...of('ecps', webPs.ecps.hosts),
    ...of('psc', proSanteConnect.hosts),
  ];
}

/** What the probing of hosts rests on. */
export interface NetworkParts {
  /** Trusted besides the public ones. */
  readonly authorities: readonly X509Certificate[];
  readonly resolveProxy: ProxyResolver;
  /** Whether the engine takes a certificate of nobody's list; left out where there is no engine. */
  readonly engineTrusts?: ((origin: string) => Promise<boolean | null>) | undefined;
  /** This workstation's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Patience for each step, in milliseconds. */
  readonly stepMs: number;
}

/** Probes all hosts at once. */
export function probeHosts(hosts: readonly HostToProbe[], parts: NetworkParts): Promise<HostFact[]> {
  return Promise.all(hosts.map((host) => probeHost(host, parts)));
}

/** Where a step failed, and why in French. */
class StepFailure extends Error {
  readonly stage: 'dns' | 'connection';
  constructor(stage: 'dns' | 'connection', reason: string) {
    super(reason);
    this.stage = stage;
  }
}

async function probeHost(
  { origin, purpose, rank }: HostToProbe,
  { authorities, resolveProxy, engineTrusts, now, stepMs }: NetworkParts,
): Promise<HostFact> {
  const url = new URL(origin);
  const started = performance.now();
  const route = await resolveProxy(origin).catch(() => null);
  const base = { host: url.host, purpose, rank, proxy: route?.kind === 'http' ? route.proxy : null };
  const failedAt = (outcome: HostFact['outcome'], certificate: ServerCertificateFact | null): HostFact => ({
    ...base,
    milliseconds: performance.now() - started,
    outcome,
    certificate,
  });
  if (route?.kind === 'other')
    return failedAt({ stage: 'unverified', reason: NETWORK_REASONS.proxyOfAnotherKind }, null);
  let certificate: ServerCertificateFact | null = null;
  try {
    const socket = await openSocket(url, base.proxy, stepMs);
    const seen = await shakeHands(socket, url.hostname, stepMs);
    certificate = readServerCertificate(seen.certificate, url.hostname, authorities);
    if (certificate?.chain === 'untrusted' && (await engineTrusts?.(origin)) === true)
      certificate = {
        ...certificate,
        chain: isHealthAuthority(certificate.issuer) ? 'trusted' : 'installed',
      };
    const milliseconds = performance.now() - started;
    const end = seen.refused
      ? { clockAhead: null, refused: true }
      : await askDate(seen.socket, url.host, now, stepMs);
    seen.socket.destroy();
    const asksForCard = end.refused && purpose === 'cpx';
    if (end.refused && !asksForCard) throw new StepFailure('connection', NETWORK_REASONS.cut);
    return {
      ...base,
      milliseconds,
      outcome: { stage: 'done', protocol: seen.protocol, asksForCard, clockAhead: end.clockAhead },
      certificate,
    };
  } catch (error) {
    if (error instanceof ProxyRefusal) return failedAt({ stage: 'proxy', reason: error.message }, null);
    if (error instanceof StepFailure)
      return failedAt({ stage: error.stage, reason: error.message }, certificate);
    // A certificate that cannot even be read, say: what one host sends must not hide the others.
    return failedAt({ stage: 'unverified', reason: NETWORK_REASONS.notUnderstood }, null);
  }
}

async function openSocket(url: URL, proxy: string | null, stepMs: number): Promise<Socket> {
  const host = addressOf(url.hostname.replace(/^\[|\]$/g, ''));
  const port = url.port === '' ? HTTPS_PORT : Number(url.port);
  if (proxy !== null) return connectThrough(proxy, `${host}:${String(port)}`, stepMs);
  if (isIP(host) === 0) await resolveName(host, stepMs);
  return new Promise((resolve, reject) => {
    const socket = dial({ host, port });
    const give = (reason: string): void => {
      socket.destroy();
      reject(new StepFailure('connection', reason));
    };
    socket.setTimeout(stepMs, () => {
      give(NETWORK_REASONS.late);
    });
    hear(socket).once('error', (error) => {
      give(reasonOf(error));
    });
    hear(socket).once('connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

/** RFC 6761: names under `localhost` are this computer, as for the browser's engine, whatever the system's resolver says. */
function addressOf(host: string): string {
  return host === 'localhost' || host.endsWith('.localhost') ? '127.0.0.1' : host;
}

/** By the system's own resolver, which the embedded browser uses as well. */
async function resolveName(host: string, stepMs: number): Promise<void> {
  const unresolved = await within(
    lookup(host).then(
      () => null,
      (error: unknown) => codeOf(error),
    ),
    stepMs,
    () => '',
  );
  if (unresolved === null) return;
  const unknown = unresolved === 'ENOTFOUND';
  throw new StepFailure('dns', unknown ? NETWORK_REASONS.unknownName : NETWORK_REASONS.dnsSilent);
}

interface Handshake {
  readonly socket: TLSSocket;
  readonly certificate: ReturnType<TLSSocket['getPeerCertificate']>;
  readonly protocol: string | null;
  /** The server ended it after showing its certificate: it wants one from us. */
  readonly refused: boolean;
}

function shakeHands(tcp: Socket, hostname: string, stepMs: number): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      socket: tcp,
      ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
      // Looked at by ourselves: a refusal by the engine would hide who issued it.
      rejectUnauthorized: false,
      ...OLD_VERSIONS,
    });
    // A certificate that cannot even be read, say, is this host's affair: it goes where the other errors go.
    const see = (refused: boolean): void => {
      try {
        const certificate = socket.getPeerCertificate(true);
        resolve({ socket, certificate, protocol: socket.getProtocol(), refused });
      } catch (error) {
        socket.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new StepFailure('connection', NETWORK_REASONS.late));
    }, stepMs);
    hear(socket).once('secureConnect', () => {
      clearTimeout(timer);
      see(false);
    });
    // Stays for the socket's life: an error that nobody listens to would end the program.
    hear(socket).on('error', (error) => {
      clearTimeout(timer);
      // Known even though the handshake failed: with TLS 1.2 a server that wants a card refuses only then.
      if (hasCertificate(socket)) see(true);
      else reject(new StepFailure('connection', reasonOf(error)));
    });
  });
}

/** Node's types leave out that a socket which is closed already answers null. */
function hasCertificate(socket: TLSSocket): boolean {
  const certificate: unknown = socket.getPeerCertificate();
  return typeof certificate === 'object' && certificate !== null && Object.keys(certificate).length > 0;
}

/** Old versions are let in, so that they can be found; OpenSSL wants a lower level for that, BoringSSL knows none. */
const OLD_VERSIONS =
  'electron' in process.versions
    ? ({ minVersion: 'TLSv1' } as const)
    : ({ minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const);

interface DateAnswer {
  readonly clockAhead: number | null;
  readonly refused: boolean;
}

/** The server's time, from the Date header of an answer to HEAD; with TLS 1.3 a refusal comes here only. */
function askDate(socket: TLSSocket, host: string, now: () => number, stepMs: number): Promise<DateAnswer> {
  return new Promise((resolve, reject) => {
    const asked = now();
    let head = '';
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new StepFailure('connection', NETWORK_REASONS.siteLate));
    }, stepMs);
    const end = (answer: DateAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    hear(socket).on('error', () => {
      end({ clockAhead: null, refused: true });
    });
    hear(socket).on('close', () => {
      end({ clockAhead: null, refused: head === '' });
    });
    hear(socket).on('data', (bytes: Buffer) => {
      head += bytes.toString('latin1');
      const isWhole = head.includes('\r\n\r\n') || head.length > LONGEST_HEAD;
      if (isWhole) end({ clockAhead: clockAhead(head, (asked + now()) / 2), refused: false });
    });
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}

/** Half a second is added for what the header cuts off; `middle` is our time half-way between question and answer. */
function clockAhead(head: string, middle: number): number | null {
  const written = /^date:\s*(.+?)\s*$/im.exec(head)?.[1];
  const time = written === undefined ? Number.NaN : Date.parse(written);
  return Number.isNaN(time) ? null : time + 500 - middle;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: NETWORK_REASONS.refused,
  ECONNRESET: NETWORK_REASONS.cut,
  EPIPE: NETWORK_REASONS.cut,
  ETIMEDOUT: NETWORK_REASONS.late,
  EHOSTUNREACH: NETWORK_REASONS.unreachable,
  ENETUNREACH: NETWORK_REASONS.noInternet,
};

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return (
    REASONS[code] ??
    (code.includes('SSL') || code === '' ? NETWORK_REASONS.noCipher : NETWORK_REASONS.impossible)
  );
}
