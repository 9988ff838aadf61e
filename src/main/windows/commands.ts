import type { Logger } from '../base/log.ts';
import {
  commandMessageSchema,
  interfaceContract,
  type CommandName,
  type CommandParams,
  type WindowKind,
} from '../../borders/windows/index.ts';
import type { Receive } from './ipc.ts';

export type CommandHandlers<Kind extends WindowKind> = {
  readonly [Name in CommandName<Kind>]: (params: CommandParams<Kind, Name>) => void;
};

/** What a window answers itself: opening the diagnosis and its height are the same for all (`createPanel`). */
export type OwnHandlers<Kind extends WindowKind> = {
  readonly [Name in Exclude<CommandName<Kind>, 'openDiagnosis' | 'height'>]: CommandHandlers<Kind>[Name];
};

/** Carries out what a window's page asks for; what its contract does not know is noted without its content. */
export function receiver<Kind extends WindowKind>(
  kind: Kind,
  handlers: CommandHandlers<Kind>,
  log: Pick<Logger, 'warn'>,
): Receive {
  return (message) => {
    if (!dispatchCommand(kind, handlers, message)) log.warn({ window: kind }, 'command outside the contract');
  };
}

/** Runs the handler of a command that fits the contract; answers false for one that does not. */
export function dispatchCommand<Kind extends WindowKind>(
  kind: Kind,
  handlers: CommandHandlers<Kind>,
  message: unknown,
): boolean {
  const command = commandMessageSchema.safeParse(message);
  if (!command.success || !Object.hasOwn(interfaceContract[kind].commands, command.data.name)) return false;
  const name = command.data.name as CommandName<Kind>;
  const commands: Readonly<
    Record<string, { safeParse(input: unknown): { success: boolean; data?: unknown } }>
  > = interfaceContract[kind].commands;
  const params = commands[name]?.safeParse(command.data.params);
  if (params?.success !== true) return false;
  handlers[name](params.data as CommandParams<Kind, typeof name>);
  return true;
}
