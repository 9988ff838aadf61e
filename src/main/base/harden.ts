import { app } from 'electron';
import { BUILD, type BuildInfo } from './build-info.ts';

/** Switches that open the program, its traffic or its pages to another program of the workstation. */
const FORBIDDEN_SWITCHES = [
  'allow-file-access-from-files',
  'allow-insecure-localhost',
  'allow-running-insecure-content',
  'auth-negotiate-delegate-whitelist',
  'auth-server-allowlist',
  'auth-server-whitelist',
  'disable-ntlm-v2',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-blink-features',
  'enable-experimental-web-platform-features',
  'enable-features',
  'enable-logging',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'ignore-urlfetcher-cert-requests',
  'js-flags',
  'load-extension',
  'log-file',
  'log-net-log',
  'net-log-capture-mode',
  'proxy-pac-url',
  'renderer-cmd-prefix',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
  'user-agent',
  'utility-cmd-prefix',
  'v',
  'vmodule',
];

/** Debuggers, and a camera that is a file: taken away from an installed program only, since tests drive the unpackaged one through them. */
const DEBUG_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'use-fake-device-for-media-stream',
  'use-fake-ui-for-media-stream',
  'use-file-for-fake-video-capture',
];

/** The one that the package's own test attaches to, in a build that says « test, non distribuable » of itself. */
const TEST_SWITCH = 'remote-debugging-port';

/** Features with which the engine would talk to other hosts by itself, past the sessions' guards. */
const UNWANTED_FEATURES = ['AutofillServerCommunication', 'FedCm', 'WebIdentityDigitalCredentials'];

/**
 * What the engine keeps for the auctions of advertisers: databases in each session, which stay for the life of the
 * process (150 kB of every record's memory).
 */
const ADVERTISERS_FEATURES = [
  'BrowsingTopics',
  'InterestGroupStorage',
  'PrivateAggregationApi',
  'SharedStorageAPI',
];

/**
 * Each process of the engine wakes up every four seconds to give unused memory back to the system: by far the most of
 * what an idle program does. Once a minute gives back as much.
 */
const SELDOM_RECLAIMED = 'PartitionAllocMemoryReclaimer:interval/60s';

/**
 * Whether an installed program was started with `--no-sandbox`. By the time that we could take the switch away,
 * Chromium's first helper has been started with it: pages would run without namespaces of their own.
 */
export function startedWithoutSandbox(): boolean {
  return app.isPackaged && app.commandLine.hasSwitch('no-sandbox');
}

/** Closes what command line and environment could open. Must run before the program is ready. */
export function hardenProcess(build: BuildInfo = BUILD): void {
  for (const name of FORBIDDEN_SWITCHES) app.commandLine.removeSwitch(name);
  if (app.isPackaged)
    for (const name of DEBUG_SWITCHES)
      if (build.kind !== 'test' || name !== TEST_SWITCH) app.commandLine.removeSwitch(name);
  delete process.env.SSLKEYLOGFILE;
  // Development as root cannot have a sandbox; an installed program does not start without one.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.commandLine.appendSwitch('disable-features', [...UNWANTED_FEATURES, ...ADVERTISERS_FEATURES].join(','));
  app.commandLine.appendSwitch('enable-features', SELDOM_RECLAIMED);
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-quic');
  // A page that prints, dictates or corrects must not ask a distant service to do so.
  app.commandLine.appendSwitch('disable-speech-api');
}
