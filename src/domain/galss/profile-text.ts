/**
 * A Windows profile file (galss.ini, sesam.ini) as text that can be changed in one place and stays as it was, to the
 * last character, in all others: line ends (CRLF, LF, bare CR), comments, blanks and foreign sections.
 *
 * Read as Windows' own profile functions do, which is what GALSS goes by: names without regard to case, the first of
 * two equal sections or keys wins, `;` comments only at the start of a line, one pair of quotes around a value is
 * dropped, and `\`, `#`, `;` or `true` inside a value mean nothing special. (The `ini` package differs on each of
 * these points, and a reader's name may hold any of them.)
 */

interface Line {
  readonly text: string;
  /** `\r\n`, `\n`, `\r`, or nothing for a last line without one. */
  readonly end: string;
}

interface Section {
  /** As written; empty for what stands before the first heading. */
  readonly name: string;
  /** The heading first, if there is one. */
  readonly lines: readonly Line[];
}

const HEADING = /^(\ufeff?\s*)\[([^\]]*)\]/;

/** One file, never changed: every change gives another one. */
export class ProfileText {
  readonly #sections: readonly Section[];
  readonly #lineEnd: string;

  private constructor(sections: readonly Section[], lineEnd: string) {
    this.#sections = sections;
    this.#lineEnd = lineEnd;
  }

  /** `lineEnd` is for a text that has none of its own. */
  static read(text: string, lineEnd = '\r\n'): ProfileText {
    const sections: { name: string; lines: Line[] }[] = [{ name: '', lines: [] }];
    for (const [, content = '', end = ''] of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
      if (content === '' && end === '') continue;
      const name = HEADING.exec(content)?.[2];
      if (name !== undefined) sections.push({ name: name.trim(), lines: [] });
      sections.at(-1)?.lines.push({ text: content, end });
    }
    return new ProfileText(sections, /\r\n|\n|\r/.exec(text)?.[0] ?? lineEnd);
  }

  toString(): string {
    return this.#sections.flatMap(({ lines }) => lines.map(({ text, end }) => text + end)).join('');
  }

  /** Names of the sections in their order, as written; equal ones as often as they are there. */
  get sectionNames(): readonly string[] {
    return this.#sections.flatMap(({ name, lines }) => (lines.length > 0 && name !== '' ? [name] : []));
  }

  /** Whether there is anything but blanks and comments. */
  get isEmpty(): boolean {
    return this.#sections.every(({ lines }) => lines.every(({ text }) => isNothing(text)));
  }

  has(section: string): boolean {
    return this.#indexOf(section) >= 0;
  }

  /** The value of the first such key in the first such section; null when there is none. */
  value(section: string, key: string): string | null {
    const line = this.#sections[this.#indexOf(section)]?.lines.find(({ text }) => isKey(text, key));
    return line === undefined ? null : unquoted(line.text.slice(line.text.indexOf('=') + 1).trim());
  }

  /** With another value for a key, in its place and its quotes, or as a new last line of its section. */
  withValue(section: string, key: string, value: string): ProfileText {
    return this.#change(section, (lines) => {
      const at = lines.findIndex(({ text }) => isKey(text, key));
      if (at >= 0)
        return lines.map((line, index) =>
          index === at ? { ...line, text: replaced(line.text, value) } : line,
        );
      const last = lines.findLastIndex(({ text }) => text.trim() !== '');
      const added = { text: `${key}=${value}`, end: this.#lineEnd };
      const before = lines.slice(0, last + 1).map((line) => ({ ...line, end: line.end || this.#lineEnd }));
      return [...before, added, ...lines.slice(last + 1)];
    });
  }

  /** Without every section that the test names. */
  without(isUnwanted: (name: string) => boolean): ProfileText {
    return new ProfileText(
      this.#sections.filter(({ name }) => name === '' || !isUnwanted(name)),
      this.#lineEnd,
    );
  }

  /** With other names for sections; null keeps one. */
  renamed(rename: (name: string) => string | null): ProfileText {
    const sections = this.#sections.map((section) => {
      const name = section.name === '' ? null : rename(section.name);
      const [heading, ...rest] = section.lines;
      if (name === null || heading === undefined) return section;
      const text = heading.text.replace(HEADING, (_, before: string) => `${before}[${name}]`);
      return { name, lines: [{ ...heading, text }, ...rest] };
    });
    return new ProfileText(sections, this.#lineEnd);
  }

  /** With a section more at the end. */
  withSection(name: string, values: readonly (readonly [key: string, value: string])[]): ProfileText {
    const lines = [`[${name}]`, ...values.map(([key, value]) => `${key}=${value}`)];
    const added = { name, lines: lines.map((text) => ({ text, end: this.#lineEnd })) };
    const sections = this.#sections.map((section) => ({
      ...section,
      lines: section.lines.map((line) => ({ ...line, end: line.end || this.#lineEnd })),
    }));
    return new ProfileText([...sections, added], this.#lineEnd);
  }

  #indexOf(section: string): number {
    return this.#sections.findIndex(({ name }) => name !== '' && isSame(name, section));
  }

  #change(section: string, change: (lines: readonly Line[]) => readonly Line[]): ProfileText {
    const at = this.#indexOf(section);
    return new ProfileText(
      this.#sections.map((each, index) => (index === at ? { ...each, lines: change(each.lines) } : each)),
      this.#lineEnd,
    );
  }
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function isNothing(text: string): boolean {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  return trimmed === '' || trimmed.startsWith(';');
}

function isKey(text: string, key: string): boolean {
  const equals = text.indexOf('=');
  return equals > 0 && !text.trimStart().startsWith(';') && isSame(text.slice(0, equals), key);
}

function replaced(text: string, value: string): string {
  const equals = text.indexOf('=');
  const [, blank = '', former = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text.slice(equals + 1)) ?? [];
  const quote = /^(["']).*\1$/.exec(former)?.[1] ?? '';
  return `${text.slice(0, equals + 1)}${blank}${quote}${value}${quote}${after}`;
}

function unquoted(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? /^'(.*)'$/.exec(value)?.[1] ?? value;
}
