import { expect, test } from 'vitest';
import { idleAfter } from '../../../src/drafts/draftClaims.ts';
import { DraftStore } from '../../../src/drafts/draftStore.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { memoryLog } from '../http/loopback.ts';

function draftOf(text: string): Draft {
  const empty = emptyDraft('d-1', 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, text } };
}

/** Any number of windows on one disk in memory. */
function openWindows() {
  const clock = fakeClock();
  const { files } = memoryFiles(() => clock.now());
  let ids = 0;
  const openWindow = (window: string) => {
    const store = new DraftStore({
      files,
      folder: '/drafts',
      clock,
      host: { id: window, hasEnded: () => false },
      window,
      log: memoryLog(),
      newId: () => `new-${++ids}`,
    });
    return {
      store,
      /** Types a text, and pauses for so long that any window may open the draft. */
      write: async (text: string) => {
        store.saveSoon(draftOf(text));
        await store.flush();
        await clock.advance(idleAfter);
        await store.giveBack();
      },
    };
  };
  return { openWindow };
}

test('what another window has typed since into a draft that was sent stays, as that window’s own draft', async () => {
  const { openWindow } = openWindows();
  const [here, there] = [openWindow('here'), openWindow('there')];
  await here.write('sent');
  await there.store.adopt('d-1');
  await there.write('sent, and more');
  await here.store.removeVersion(draftOf('sent'));
  const [left, ...others] = await openWindow('third').store.all();
  expect(left).toMatchObject({
    draft: { window: 'there', values: { text: 'sent, and more' } },
    openElsewhere: false,
  });
  expect([left?.draft.id === 'd-1', others]).toEqual([false, []]);
  expect(await there.store.adopt(left?.draft.id ?? '')).toBe(true);
});

test.each(['sent', '  '])(
  'a draft in which another window has left %j is removed once sent',
  async (text) => {
    const { openWindow } = openWindows();
    const [here, there] = [openWindow('here'), openWindow('there')];
    await here.write('sent');
    await there.store.adopt('d-1');
    await there.write(text);
    await here.store.removeVersion(draftOf('sent'));
    expect(await here.store.all()).toEqual([]);
  },
);

test.each(['still being written', 'given back'])(
  'an earlier version that this window wrote, %s, is removed once the draft is sent',
  async (state) => {
    const { openWindow } = openWindows();
    const here = openWindow('here');
    if (state === 'given back') await here.write('se');
    else {
      here.store.saveSoon(draftOf('se'));
      await here.store.flush();
    }
    here.store.saveSoon(draftOf('sent'));
    await here.store.removeVersion(draftOf('sent'));
    await here.store.flush();
    expect(await here.store.all()).toEqual([]);
  },
);

test('a draft that another window is writing is not removed', async () => {
  const { openWindow } = openWindows();
  const [here, there] = [openWindow('here'), openWindow('there')];
  await here.write('sent');
  await there.store.adopt('d-1');
  await expect(here.store.removeVersion(draftOf('sent'))).rejects.toMatchObject({ reason: 'storage' });
});
