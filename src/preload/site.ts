import { readWordings } from '../borders/site.ts';
import { playLectureVitale } from './_lecture-vitale.ts';
import { answerOfPage, connectAnswerOfPage, isStyled } from './_site-answers.ts';
import { watchConnectField } from './_connect-field.ts';
import { takeDialogs } from './_site-dialogs.ts';
import {
  askComponent,
  askDialog,
  isSitePage,
  openMadeByPage,
  tellAnswer,
  tellConnectField,
} from './_site-wrapper.ts';

if (window === window.top) {
  takeDialogs(askDialog);
  openMadeByPage();
  if (!isSitePage()) watchConnectField(tellConnectField);
  const wordings = readWordings(process.argv);
  let told = false;
  const look = (): void => {
    const code = told ? null : isSitePage() ? answerOfPage(wordings) : connectAnswerOfPage();
    if (code === null) return;
    told = true;
    tellAnswer(code);
  };
  document.addEventListener('DOMContentLoaded', () => {
    // Before its style has come, a page shows what it means to hide.
    if (isStyled()) look();
  });
  // A page may write its message with a script.
  window.addEventListener('load', look);
}

if (isSitePage()) playLectureVitale(askComponent);
