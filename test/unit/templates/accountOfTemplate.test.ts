import { expect, test } from 'vitest';
import { accountOfTemplate } from '../../../src/templates/accountOfTemplate.ts';
import type { Template } from '../../../src/templates/template.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { fakeService } from '../../support/fakeProvider.ts';

const template: Template = { name: 'Demo', origin: { from: 'user' }, text: '', unknownKeys: [] };

test('an account is found by its name, its id or its provider, the preferred one first', () => {
  const services = [fakeService('crm'), fakeService('shop'), fakeService('crm')];
  const { book } = openMemoryHarness({ services, hasEmbedded: false });
  const all = book.all();
  const preferred = book.find('three') ?? expect.fail();
  const idFor = (more: Partial<Template>) => {
    const { open, problem } = accountOfTemplate({ ...template, ...more }, all, preferred);
    return problem ?? open?.account.id;
  };
  expect([idFor({}), idFor({ account: 'account ONE' }), idFor({ account: 'two' })]).toEqual([
    undefined,
    'one',
    'two',
  ]);
  expect([idFor({ provider: 'Crm' }), idFor({ provider: 'shop' })]).toEqual(['three', 'two']);
  expect([idFor({ account: 'Home' }), idFor({ provider: 'sheet' })]).toEqual([
    'The template is for the account “Home”, which you do not have.',
    'The template is for “sheet”, for which you have no account.',
  ]);
});
