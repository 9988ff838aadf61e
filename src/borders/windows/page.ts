/**
 * Which window a page is for, told once: to the page by its address, to the preload beside it by an argument. Loaded
 * before anything of the window itself, so no package is imported.
 */

export const WINDOW_KINDS = [
  'launcher',
  'visit',
  'confirm',
  'pin',
  'proxy',
  'settings',
  'assistant',
  'about',
  'diagnosis',
  'guide',
  'camera',
] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

/** The scheme of the interface's own pages, and the only host that it knows. */
export const INTERFACE_SCHEME = 'app';
export const INTERFACE_HOST = 'dmp-direct';

/** Whom the practice may call, as its establishment or its installer has set it. */
export interface Support {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/** What a page is told of itself. */
export interface WindowPage {
  readonly kind: WindowKind;
  /** Nothing of what is shown is real: every window says so. */
  readonly demonstration: boolean;
  /** Null while nobody has said whom to call. */
  readonly support: Support | null;
}

const DEMONSTRATION = 'demonstration';
const SUPPORT = ['name', 'phone', 'address'] as const;

function kindOrNull(text: string | undefined): WindowKind | null {
  return WINDOW_KINDS.find((kind) => kind === text) ?? null;
}

/** The address of a window's page; the addresses of all other pages of its kind go on from it. */
export function pageAddress(kind: WindowKind, demonstration = false, support: Support | null = null): string {
  const asked = [
    ...(demonstration ? [DEMONSTRATION] : []),
    ...SUPPORT.flatMap((part) => {
      const said = support?.[part] ?? null;
      return said === null ? [] : [`support-${part}=${encodeURIComponent(said)}`];
    }),
  ];
  const search = asked.length === 0 ? '' : `?${asked.join('&')}`;
  return `${INTERFACE_SCHEME}://${INTERFACE_HOST}/${kind}/${search}`;
}

function supportIn(search: URLSearchParams): Support | null {
  const [name = null, phone = null, address = null] = SUPPORT.map((part) => search.get(`support-${part}`));
  return name === null && phone === null && address === null ? null : { name, phone, address };
}

/** What an address says of its page; null for one that is no window's (a script, a style). */
export function pageAt({ pathname, search }: Pick<URL, 'pathname' | 'search'>): WindowPage | null {
  const kind = kindOrNull(/^\/([a-z]+)\/$/.exec(pathname)?.[1]);
  if (kind === null) return null;
  const asked = new URLSearchParams(search);
  return { kind, demonstration: asked.has(DEMONSTRATION), support: supportIn(asked) };
}

const KIND_ARGUMENT = '--dmp-window=';

/** What main tells the preload of a window when its process starts. */
export function windowArguments(kind: WindowKind): string[] {
  return [KIND_ARGUMENT + kind];
}

/** The kind that `windowArguments` put among a process's arguments. */
export function readWindowKind(argv: readonly string[]): WindowKind | null {
  return kindOrNull(argv.find((each) => each.startsWith(KIND_ARGUMENT))?.slice(KIND_ARGUMENT.length));
}

/** The launcher's command by which its page says that its first state is on the screen. */
export const DRAWN = 'drawn';

/** Channel on which main sends a window its state. */
export function stateChannel(kind: WindowKind): string {
  return `${kind}:state`;
}

/** Channel on which a window sends its commands; the message is `{name, params}`. */
export function commandChannel(kind: WindowKind): string {
  return `${kind}:command`;
}
