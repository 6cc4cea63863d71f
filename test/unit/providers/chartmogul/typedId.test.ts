import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import { parseTypedId } from '../../../../src/providers/chartmogul/typedId.ts';
import { anyText } from '../../../support/anyText.ts';

const uuid = '52eb54c2-dea0-11ed-ac96-ef735d89fca0';

describe.each([
  ['customer', 'cus_', 'con_'],
  ['contact', 'con_', 'cus_'],
] as const)('what was typed for a %s', (type, prefix, otherPrefix) => {
  it.each([
    [`${prefix}${uuid}`, { by: 'uuid', uuid: `${prefix}${uuid}`, bare: false }],
    [` ${prefix.toUpperCase()}${uuid.toUpperCase()} `, { by: 'uuid', uuid: `${prefix}${uuid}`, bare: false }],
    [uuid, { by: 'uuid', uuid: `${prefix}${uuid}`, bare: true }],
    ['ann+x@example.com', { by: 'email', email: 'ann+x@example.com' }],
    ['\u200bmailto:ann@example.com?subject=Hi', { by: 'email', email: 'ann@example.com' }],
    ['Ann <ann@example.com>,\u00a0', { by: 'email', email: 'ann@example.com' }],
    [`\u200b${prefix}${uuid}\ufeff`, { by: 'uuid', uuid: `${prefix}${uuid}`, bare: false }],
    ['\u202a4711\u202c', { by: 'externalId', externalId: '4711' }],
    // A Stripe id.
    ['cus_O075O8NH0LrtG8', { by: 'externalId', externalId: 'cus_O075O8NH0LrtG8' }],
    [`${prefix}${uuid}0`, { by: 'externalId', externalId: `${prefix}${uuid}0` }],
    ['4711', { by: 'externalId', externalId: '4711' }],
    ['a b@c', { by: 'externalId', externalId: 'a b@c' }],
  ])('%j is parsed', (typed, parsed) => {
    expect(parseTypedId(type, typed)).toEqual(parsed);
  });

  it.each([
    ['', `Type a ${type}`],
    ['   ', `Type a ${type}`],
    ['https://app.chartmogul.com/#/customers/12345-Ann', 'address of a page'],
    ['app.chartmogul.com/#/customers/12345-Ann', 'address of a page'],
    ['https://example.com/x', 'address of a page'],
    ['x'.repeat(256), `not a ${type}`],
    ['a\u0000b', `not a ${type}`],
    [`${otherPrefix}${uuid}`, `not of a ${type}`],
  ])('%j is refused', (typed, why) => {
    const parse = () => parseTypedId(type, typed);
    expect(parse).toThrow(why);
    expect(parse).toThrow(expect.objectContaining({ reason: 'invalid', field: 'target' }));
  });

  it('any text is parsed or refused with a Failure', () => {
    fc.assert(
      fc.property(anyText(), (typed) => {
        try {
          parseTypedId(type, typed);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });
});
