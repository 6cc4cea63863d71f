import { t } from './translate.ts';

/** `1 note`, `3 notes`. */
export function noteCount(notes: number): string {
  return notes === 1 ? t('1 note') : t('{0} notes', notes);
}

/** `1 call`, `3 calls`. */
export function callCount(calls: number): string {
  return calls === 1 ? t('1 call') : t('{0} calls', calls);
}

/** `1 follow-up`, `3 follow-ups`. */
export function followUpCount(followUps: number): string {
  return followUps === 1 ? t('1 follow-up') : t('{0} follow-ups', followUps);
}

/** `1 proposed note`, `3 proposed notes`. */
export function proposalCount(proposals: number): string {
  return proposals === 1 ? t('1 proposed note') : t('{0} proposed notes', proposals);
}

/** What others have proposed and nobody has answered: `1 proposed note needs your OK`. */
export function proposalsNeedOk(proposals: number): string {
  return proposals === 1
    ? t('1 proposed note needs your OK')
    : t('{0} proposed notes need your OK', proposals);
}

/** Notes that wait: `1 note needs attention, 1 pending`. At least one of them. */
export function attentionAndPending(needUser: number, others: number): string {
  const attention = needUser === 1 ? t('1 note needs attention') : t('{0} notes need attention', needUser);
  if (others === 0) return attention;
  if (needUser > 0) return t('{0}, {1} pending', attention, others);
  return others === 1 ? t('1 note pending') : t('{0} notes pending', others);
}
