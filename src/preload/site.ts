import { recogniseAnswer } from '../domain/site-answers.ts';
import { playLectureVitale } from './_lecture-vitale.ts';
import { askComponent, isSitePage, tellAnswer } from './_site-wrapper.ts';

/** The site's answers are short pages; a longer text is a record, which this must not walk through for nothing. */
const LONGEST_ANSWER = 20_000;

// The page's text stays in its process: only the code of a known answer leaves it.
document.addEventListener('DOMContentLoaded', () => {
  const text = document.body.textContent.slice(0, LONGEST_ANSWER);
  const code = recogniseAnswer(text);
  if (code !== null && window === window.top) tellAnswer(code);
});

if (isSitePage()) playLectureVitale(askComponent);
