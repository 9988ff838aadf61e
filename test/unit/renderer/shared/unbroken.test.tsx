import { type ComponentChildren, isValidElement, options } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { keepNamesWhole, unbroken } from '../../../../src/renderer/shared/unbroken.ts';

/** What is shown, with the elements that do not wrap in brackets. */
function shown(children: ComponentChildren): string {
  if (Array.isArray(children)) return children.map(shown).join('');
  if (!isValidElement(children)) return typeof children === 'string' ? children : '';
  const props: { readonly class?: unknown; readonly children?: ComponentChildren } = children.props;
  const inner = shown(props.children);
  return children.type === 'span' && props.class === 'unbroken' ? `[${inner}]` : inner;
}

describe('a name that no line may end in the middle of', () => {
  it.each([
    ['Continuer avec l’e-CPS', 'Continuer avec l’[e-CPS]'],
    ['l’e-CPS, ou une e-CPS.', 'l’[e-CPS], ou une [e-CPS].'],
    ['e-CPS', '[e-CPS]'],
    ['Carte CPS', 'Carte CPS'],
    ['', ''],
  ])('« %s »', (text, expected) => {
    expect(shown(unbroken(text))).toBe(expected);
  });

  it('leaves what does not hold it as it is', () => {
    const children = ['Carte', null, ['CPS', 3]];
    expect(unbroken(children)).toBe(children);
    expect(unbroken(undefined)).toBeUndefined();
  });

  const before = options.vnode;
  afterEach(() => {
    if (before === undefined) delete options.vnode;
    else options.vnode = before;
  });

  it('is kept whole wherever it is drawn, and left alone where there is text only', () => {
    keepNamesWhole();
    const text = 'Continuer avec l’e-CPS';
    expect(shown(<p>{text}</p>)).toBe('Continuer avec l’[e-CPS]');
    expect(
      shown(
        <>
          {'Carte, '}
          {text}
        </>,
      ),
    ).toBe('Carte, Continuer avec l’[e-CPS]');
    expect(shown(<option>{text}</option>)).toBe(text);
    expect(shown(<span class="unbroken">e-CPS</span>)).toBe('[e-CPS]');
  });
});
