/**
 * Names that no line ends in the middle of. A hyphen that does not break (U+2011) is another character to whoever
 * searches or copies, and some readers spell it; so the letters stay as they are, and stand in an element that does not
 * wrap. Done where elements are made, so that no text of the interface can be forgotten.
 */
import {
  createElement,
  Fragment,
  options,
  type ComponentChild,
  type ComponentChildren,
  type VNode,
} from 'preact';

const NAMES = /(e-CPS)/;
/** Elements that hold text and nothing else. */
const TEXT_ONLY: ReadonlySet<string> = new Set(['option', 'title', 'textarea', 'style', 'script', 'text']);
const CLASS = 'unbroken';

/** The same children, each of the names in an element of its own. */
export function unbroken(children: ComponentChildren): ComponentChildren {
  if (Array.isArray(children)) {
    const all: ComponentChild[] = children;
    const kept = all.map(unbroken);
    return kept.some((child, index) => child !== all[index]) ? kept : all;
  }
  if (typeof children !== 'string' || !NAMES.test(children)) return children;
  const parts = children
    .split(NAMES)
    .filter((part) => part !== '')
    .map((part) => (NAMES.test(part) ? createElement('span', { class: CLASS }, part) : part));
  // In one element: a row lays out each part of a text of its own.
  return parts.length === 1 ? parts : createElement('span', null, parts);
}

function keepWhole({ type, props }: VNode<{ children?: ComponentChildren; class?: unknown }>): void {
  if (type !== Fragment && (typeof type !== 'string' || TEXT_ONLY.has(type) || props.class === CLASS)) return;
  if (props.children !== undefined) props.children = unbroken(props.children);
}

/** From now on, in this page. */
export function keepNamesWhole(): void {
  const before = options.vnode?.bind(options);
  options.vnode = (vnode) => {
    keepWhole(vnode);
    before?.(vnode);
  };
}
