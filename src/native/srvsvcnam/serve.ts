/** The process of role `srvsvcnam`: finds the two native-messaging hosts, and carries messages to them and back. */
import { VITALE_HOSTS } from '../../domain/site/lecture-vitale.ts';
import { failed, success } from '../../domain/result.ts';
import { serve, type Handlers, type NativePort } from '../host/host.ts';
import type { StartedRole } from '../host/role.ts';
import { callHost, type HostCall } from './call.ts';
import { findManifests, findProgram, thisSystem, type SystemPlaces } from './discover.ts';
import { hostFailure } from './hosts.ts';

/** Starts the role; nothing is looked for before the first request. */
export function startSrvsvcnam(port: NativePort): StartedRole {
  const calls = new Set<HostCall>();
  serve('srvsvcnam', srvsvcnamHandlers(thisSystem(), calls), port);
  const stop = (): void => {
    abandonAll(calls);
  };
  // The default action of SIGTERM ends this process without its «exit», and would leave a host behind.
  process.once('SIGTERM', () => {
    stop();
    process.exit(0);
  });
  return { stop, inForeignCode: () => false };
}

/** The role's answers; `calls` holds what is under way. */
export function srvsvcnamHandlers(system: SystemPlaces, calls: Set<HostCall>): Handlers<'srvsvcnam'> {
  let abandoned = 0;
  return {
    discover: async () => {
      const found = await Promise.all(VITALE_HOSTS.map((host) => findManifests(host, system)));
      return success({
        manifests: found.flat().map(({ check, ...rest }) => ({
          ...rest,
          state: check.state,
          program: check.state === 'usable' ? check.program.path : null,
        })),
      });
    },
    call: async ({ host, message }) => {
      const before = abandoned;
      const program = await findProgram(host, system);
      if (!program.ok) return program;
      if (abandoned !== before) return failed(hostFailure(host, 'SRVSVCNAM-ARRETE'));
      const call = callHost(host, program.value, message);
      calls.add(call);
      try {
        const answer = await call.answer;
        return answer.ok ? success({ answer: answer.value }) : answer;
      } finally {
        calls.delete(call);
      }
    },
    abandon: async () => {
      abandoned++;
      const waiting = [...calls].map(({ answer }) => answer);
      abandonAll(calls);
      await Promise.all(waiting);
      return success({});
    },
  };
}

function abandonAll(calls: ReadonlySet<HostCall>): void {
  for (const call of calls) call.abandon();
}
