import { t } from './translate.ts';

/** How bad a problem is. */
export type ProblemSeverity = 'error' | 'warning' | 'information' | 'hint';

// Commands, and what they say where there is nothing to log.

export const logProblem = () => t('Log Problem as Note');

export const whichProblem = () => t('Which problem?');

export const inLine = (line: number) => t('line {0}', line);

export const logCommit = () => t('Log Commit');

export const whichRepository = () => t('Of which repository?');

export const whichCommit = () => t('Which commit?');

export const selectFirst = () => t('Select something in an editor first, then log it as a note.');

export const tooManySelections = (most: number) =>
  t('A note takes up to {0} selections. Select less, then log it.', most);

/** Sizes in kilobytes. */
export const tooLong = (size: string, most: string) =>
  t(
    'This would be a note of {0} KB; up to {1} KB can become one (setting notelog.textFile.maxKilobytes). Select less, or attach a file.',
    size,
    most,
  );

export const openFileWithProblem = () => t('Open the file with the problem first, then log it as a note.');

export const noProblem = (file: string) => t('The editor shows no problem in “{0}”.', file);

export const noTestFailure = () => t('Choose the message of a failed test, then log it as a note.');

export const noGit = () =>
  t('There is no Git in this window: it is turned off, or not installed. The commit cannot be read.');

export const noGitRestricted = () =>
  t('There is no Git in Restricted Mode. Trust this folder, then log the commit.');

export const noGitHere = () =>
  t('The commit cannot be read from here, because Git runs on another machine than Notelog.');

export const noRepository = () => t('No Git repository is open in this window.');

export const noCommits = (repository: string) => t('“{0}” has no commit that can be read.', repository);

export const commitGone = (hash: string) => t('The commit {0} cannot be read.', hash);

// What a note from the code says of it.

/** `hash`: short. */
export const atCommit = (hash: string) => t('at commit {0}', hash);

export const notPushed = (hash: string) => t('at commit {0}, which is not pushed', hash);

export const notKnownPushed = (hash: string) => t('at commit {0}, not known to be pushed', hash);

export const changedSince = (hash: string) => t('changed since commit {0}', hash);

export const notInCommit = (hash: string) => t('not found in commit {0}', hash);

export const notCompared = (hash: string) => t('not compared with commit {0}', hash);

export const noCommitYet = () => t('not committed');

/** Where something is in a file, and what is special about it. */
export const withRemark = (location: string, remark: string) => t('{0}, {1}', location, remark);

/** `location`: with its remark or link. */
export const problemAt = (severity: ProblemSeverity, location: string) => {
  switch (severity) {
    case 'error':
      return t('Error in {0}', location);
    case 'warning':
      return t('Warning in {0}', location);
    case 'information':
    case 'hint':
      return t('Remark in {0}', location);
  }
};

/** What reports a problem and its code, one of which may be ''. */
export const reportedBy = (source: string, code: string) =>
  source === '' || code === '' ? source + code : t('{0} {1}', source, code);

export const testFailed = (test: string) => t('Test failed: {0}', test);

export const testFailedIn = (test: string, location: string) => t('Test failed: {0} in {1}', test, location);

export const expected = () => t('Expected:');

export const actual = () => t('Actual:');

/** `hash`: perhaps with a link. */
export const commit = (hash: string, subject: string) => t('Commit {0}: {1}', hash, subject);

export const commitNotPushed = (hash: string, subject: string) =>
  t('Commit {0}, not pushed: {1}', hash, subject);

export const commitNotKnownPushed = (hash: string, subject: string) =>
  t('Commit {0}, not known to be pushed: {1}', hash, subject);

/** The numbers of a diff; where no line can be counted, as in a binary file, of the files only. */
export function filesChanged(files: number, added: number, removed: number): string {
  const changed = files === 1 ? t('1 file changed') : t('{0} files changed', files);
  return added === 0 && removed === 0 ? changed : t('{0}, +{1} −{2}', changed, added, removed);
}
