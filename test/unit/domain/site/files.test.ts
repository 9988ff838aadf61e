import { describe, expect, it } from 'vitest';
import { answerKind, isPdf, proposedFileName, siteFileName } from '../../../../src/domain/site/files.ts';

const kindOf = (type: string | null, disposition: string | null = null, status = 200): string =>
  answerKind({
    status,
    headers: {
      ...(type === null ? {} : { 'content-type': type }),
      ...(disposition === null ? {} : { 'content-disposition': disposition }),
    },
  });

describe('an answer of the site', () => {
  it.each([
    ['text/html; charset=utf-8', null],
    ['image/png', 'inline; filename="radio.png"'],
    ['application/json', null],
    [null, null],
  ])('%s %s is shown by the browser', (type, disposition) => {
    expect(kindOf(type, disposition)).toBe('page');
  });

  it.each([
    ['application/pdf', null],
    ['Application/PDF;x=y', 'attachment; filename="a.pdf"'],
    ['application/octet-stream', 'attachment; filename="Bilan.PDF"'],
  ])('%s %s is a document', (type, disposition) => {
    expect(kindOf(type, disposition)).toBe('document');
  });

  it.each([
    ['application/octet-stream', null],
    ['application/zip', 'inline'],
    ['text/csv', 'attachment; filename=a.csv'],
    ['text/html', 'ATTACHMENT'],
  ])('%s %s is a file', (type, disposition) => {
    expect(kindOf(type, disposition)).toBe('file');
  });

  it.each([302, 204, 404, 500, 0])('with status %i is left to the browser', (status) => {
    expect(kindOf('application/pdf', null, status)).toBe('page');
  });
});

describe('the name the site gives', () => {
  it.each([
    ['attachment; filename="bilan sanguin.pdf"', 'bilan sanguin.pdf'],
    ['attachment; filename=a.pdf; size=3', 'a.pdf'],
    ['attachment; filename="e.pdf"; filename*=UTF-8\'\'%C3%A9t%C3%A9.pdf', 'été.pdf'],
    ['attachment; filename="e.pdf"; filename*=UTF-8\'\'%E0%A4%A', 'e.pdf'],
    ['attachment; filename="../../programme.exe"', 'programme.exe'],
    ['attachment; filename="C:\\\\x\\\\y.txt"', 'y.txt'],
    ['attachment; filename="a\\"b.txt"', 'a"b.txt'],
    ['attachment; filename=".."', null],
    ['attachment; filename=""', null],
    ['inline', null],
    ['', null],
  ])('%s is %s', (disposition, name) => {
    expect(siteFileName(disposition)).toBe(name);
  });

  it('never becomes the name that is proposed: only its kind does', () => {
    expect(proposedFileName('MARTIN Claire 2850475.pdf', 'pdf')).toBe('Document DMP.pdf');
    expect(proposedFileName('MARTIN Claire.CSV', 'file')).toBe('Fichier DMP.csv');
    expect(proposedFileName('MARTIN Claire', 'file')).toBe('Fichier DMP');
    expect(proposedFileName('x.longextension', 'file')).toBe('Fichier DMP');
    expect(proposedFileName(null, 'file')).toBe('Fichier DMP');
  });
});

it('a PDF is known by its first bytes', () => {
  expect(isPdf(Buffer.from('%PDF-1.4\n'))).toBe(true);
  expect(isPdf(Buffer.from(`${' '.repeat(900)}%PDF-1.7`))).toBe(true);
  expect(isPdf(Buffer.from(`${' '.repeat(1100)}%PDF-1.7`))).toBe(false);
  expect(isPdf(Buffer.from('<html>%PDF'))).toBe(false);
  expect(isPdf(Buffer.alloc(0))).toBe(false);
});
