/** The one page of the interface: its address says which window it is, and only that window's code is loaded. */
import type { WindowKind } from '../borders/windows/page.ts';
import { PAGE } from './shared/page.ts';
import { keepNamesWhole } from './shared/unbroken.ts';
import './shared/base.css';

const WINDOWS: Readonly<Record<WindowKind, () => Promise<unknown>>> = {
  launcher: () => import('./launcher/index.tsx'),
  visit: () => import('./visit/index.tsx'),
  confirm: () => import('./confirm/index.tsx'),
  pin: () => import('./pin/index.tsx'),
  proxy: () => import('./proxy/index.tsx'),
  settings: () => import('./settings/index.tsx'),
  assistant: () => import('./assistant/index.tsx'),
  about: () => import('./about/index.tsx'),
  camera: () => import('./camera/index.tsx'),
  diagnosis: () => import('./diagnosis/index.tsx'),
  guide: () => import('./guide/index.tsx'),
};

keepNamesWhole();
if (PAGE !== null) void WINDOWS[PAGE.kind]();
