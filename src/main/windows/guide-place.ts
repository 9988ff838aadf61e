import type { WindowKind, WindowState } from '../../borders/windows/index.ts';
import type { Failure } from '../../domain/failures/index.ts';
import { isConnectStep } from '../../domain/launch/visit-connect.ts';

/** Every window's page of the guide, while nothing more precise is known. */
const PLACES: Readonly<Record<WindowKind, string>> = {
  launcher: 'ouvrir-un-dmp',
  visit: 'ouvrir-un-dmp',
  confirm: 'changer-de-patient',
  pin: 'se-connecter',
  proxy: 'se-connecter',
  settings: 'reglages',
  assistant: 'premier-demarrage',
  about: 'README',
  diagnosis: 'diagnostic',
  guide: 'README',
  camera: 'documents',
};

/** A failure's own page. */
function pageOf({ code }: Failure): string {
  return `codes/${code.toLowerCase()}`;
}

function launcherPlace({ screen, notice }: WindowState<'launcher'>): string {
  if (screen.kind === 'problem') return pageOf(screen.failure);
  if (notice !== null) return pageOf(notice);
  return screen.kind === 'people' ? 'famille' : PLACES.launcher;
}

function visitPlace({ stop, banner, progress, document }: WindowState<'visit'>): string {
  if (stop !== null) return pageOf(stop.failure);
  if (banner !== null) return pageOf(banner);
  if (isConnectStep(progress?.step ?? null)) return 'se-connecter';
  return document === null ? PLACES.visit : 'enregistrer';
}

const QUESTIONS: Readonly<Record<WindowState<'confirm'>['question']['kind'], string>> = {
  switch: 'changer-de-patient',
  software: 'logiciel',
  document: 'documents',
  'practitioner-card': 'se-connecter',
};

/** Where the guide opens from a window: at what it shows, and at what is wrong first of all. */
export function guidePlace<Kind extends WindowKind>(
  kind: Kind,
  state: WindowState<Kind> | undefined,
): string {
  if (state === undefined) return PLACES[kind];
  if (kind === 'launcher') return launcherPlace(state as WindowState<'launcher'>);
  if (kind === 'visit') return visitPlace(state as WindowState<'visit'>);
  if (kind === 'confirm') return QUESTIONS[(state as WindowState<'confirm'>).question.kind];
  return PLACES[kind];
}
