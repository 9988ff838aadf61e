import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { PAGES } from '../../domain/site/pages.ts';
import { BackTitle, MainButton } from './footer-parts.tsx';
import { landingPages } from './landing-pages.ts';
import type { ScreenProps } from './screen.ts';

/** The page to land on, for this opening only. */
export function LandingScreen({ local, act, onMain }: ScreenProps): JSX.Element {
  const texts = interfaceTexts.launcher.landing;
  const list = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    list.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
  }, []);
  return (
    <>
      <main class="body">
        <BackTitle title={texts.title} act={act} />
        <p class="small landing-help">{texts.help}</p>
        <fieldset class="pages" ref={list}>
          <legend class="unseen">{texts.title}</legend>
          {landingPages(local.page).map((page) => (
            <label class="page" key={page}>
              <input
                type="radio"
                name="page"
                checked={page === local.page}
                onChange={() => {
                  act({ type: 'page', page });
                }}
              />
              <span>{PAGES[page].title}</span>
            </label>
          ))}
        </fieldset>
      </main>
      <footer class="foot">
        <MainButton label={texts.choose} onMain={onMain} />
      </footer>
    </>
  );
}
