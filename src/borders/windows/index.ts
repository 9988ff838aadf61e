/**
 * The one place where main and the windows of the interface meet: one file a kind of window.
 * Main sends each window its whole state; a window sends main commands. Both are validated by who receives them.
 */
import { z } from 'zod';
import { aboutCommands, aboutStateSchema } from './about.ts';
import { assistantCommands, assistantStateSchema } from './assistant.ts';
import { cameraCommands, cameraStateSchema } from './camera.ts';
import { confirmCommands, confirmStateSchema } from './confirm.ts';
import { diagnosisCommands, diagnosisStateSchema } from './diagnosis.ts';
import { guideCommands, guideStateSchema } from './guide.ts';
import { launcherCommands, launcherStateSchema } from './launcher.ts';
import type { WindowKind } from './page.ts';
import { pinCommands, pinStateSchema } from './pin.ts';
import { proxyCommands, proxyStateSchema } from './proxy.ts';
import { settingsStateSchema, settingsWindowCommands } from './settings.ts';
import { visitCommands, visitStateSchema } from './visit.ts';

export type { WindowKind } from './page.ts';
export type { Person, PractitionerCard, RefusedSetting, Setting, Settings, SettingValue } from './shared.ts';
export type { Candidate, LauncherState } from './launcher.ts';
export type { PatientBar, VisitState } from './visit.ts';
export type { ConfirmState, Party, ShownParty } from './confirm.ts';
export type { PinState } from './pin.ts';
export type { ProxyState } from './proxy.ts';
export type { SettingsState } from './settings.ts';
export type { AssistantState, HostProbe } from './assistant.ts';
export type { AboutState } from './about.ts';
export type { CheckView, DiagnosisState } from './diagnosis.ts';

export const interfaceContract = {
  launcher: { state: launcherStateSchema, commands: launcherCommands },
  visit: { state: visitStateSchema, commands: visitCommands },
  confirm: { state: confirmStateSchema, commands: confirmCommands },
  pin: { state: pinStateSchema, commands: pinCommands },
  proxy: { state: proxyStateSchema, commands: proxyCommands },
  settings: { state: settingsStateSchema, commands: settingsWindowCommands },
  assistant: { state: assistantStateSchema, commands: assistantCommands },
  about: { state: aboutStateSchema, commands: aboutCommands },
  camera: { state: cameraStateSchema, commands: cameraCommands },
  diagnosis: { state: diagnosisStateSchema, commands: diagnosisCommands },
  guide: { state: guideStateSchema, commands: guideCommands },
} as const satisfies Record<WindowKind, unknown>;

export type InterfaceContract = typeof interfaceContract;
export type WindowState<Kind extends WindowKind> = z.infer<InterfaceContract[Kind]['state']>;
export type CommandName<Kind extends WindowKind> = keyof InterfaceContract[Kind]['commands'] & string;
export type CommandParams<Kind extends WindowKind, Name extends CommandName<Kind>> =
  InterfaceContract[Kind]['commands'] extends Readonly<Record<Name, infer S extends z.ZodType>>
    ? z.infer<S>
    : never;

/** A command as it travels. */
export const commandMessageSchema = z.strictObject({ name: z.string(), params: z.unknown() });

/** What the preload exposes to its page as `window.dmp`. */
export interface Bridge<Kind extends WindowKind> {
  /** Calls back at once with the last state, then with each new one. */
  onState(listener: (state: WindowState<Kind>) => void): void;
  send<Name extends CommandName<Kind>>(name: Name, params: CommandParams<Kind, Name>): void;
}
