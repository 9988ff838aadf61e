/** The little of Markdown that the guide is written in, as values: nothing of it is ever interpreted as HTML. */

export type Inline =
  | { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly to: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly words: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly words: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'picture'; readonly alt: string; readonly file: string }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

const INLINE = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)/g;

/** A line of prose in its parts. */
export function inlineOf(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const [, strong, code, said, to] = match;
    if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else if (code !== undefined) parts.push({ kind: 'code', text: code });
    else parts.push({ kind: 'link', text: said ?? '', to: to ?? '' });
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** A page in its blocks, top to bottom. */
export function blocksOf(page: string): readonly Block[] {
  return page
    .replace(/<!--[^]*?-->/g, '')
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(blockOf);
}

function blockOf(part: string): Block {
  const heading = /^(#{1,3}) (.+)$/.exec(part);
  if (heading !== null) {
    const level = (heading[1]?.length ?? 1) as 1 | 2 | 3;
    return { kind: 'heading', level, words: inlineOf(heading[2] ?? '') };
  }
  const picture = /^!\[([^\]]*)\]\(([^)]+)\)$/.exec(part);
  if (picture !== null) return { kind: 'picture', alt: picture[1] ?? '', file: picture[2] ?? '' };
  if (part.startsWith('|')) return tableOf(part);
  const ordered = /^\d+\. /.test(part);
  if (!ordered && !part.startsWith('- ')) return { kind: 'paragraph', words: inlineOf(oneLine(part)) };
  const items = part
    .split(/\n(?=- |\d+\. )/)
    .map((item) => inlineOf(oneLine(item.replace(/^(?:- |\d+\. )/, ''))));
  return { kind: 'list', ordered, items };
}

function tableOf(part: string): Block {
  const [head = [], , ...rows] = part.split('\n').map((line) =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => inlineOf(cell.trim())),
  );
  return { kind: 'table', head, rows };
}

function oneLine(text: string): string {
  return text.replace(/\n\s*/g, ' ');
}

/** Where a link of a page leads: another page's name; null for one that leads out of the guide. */
export function placeOf(from: string, to: string): string | null {
  const path = /^([^#:]+)\.md(?:#.*)?$/.exec(to)?.[1];
  if (path === undefined) return null;
  const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/') + 1) : '';
  const parts: string[] = [];
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The pages that the first page leads to, in its order, with its words for them. */
export function contentsOf(first: string): readonly { readonly place: string; readonly title: string }[] {
  return blocksOf(first).flatMap((block) =>
    block.kind === 'list'
      ? block.items.flatMap((item) =>
          item.flatMap((part) => {
            const place = part.kind === 'link' ? placeOf('README', part.to) : null;
            return place === null ? [] : [{ place, title: part.text }];
          }),
        )
      : [],
  );
}
