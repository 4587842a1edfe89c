import { expect, it } from 'vitest';
import { isNarrowed, peopleAddress, readPeopleQuery } from './people-query.ts';

const read = (text: string) => readPeopleQuery(new URLSearchParams(text));

it('an address says what is listed, and nonsense in it nothing', () => {
  expect(read('search=王&role=auditor&state=disabled&sort=last_sign_in&cursor=x')).toEqual({
    ...{ search: '王', role: 'auditor', state: 'disabled', sort: 'last_sign_in', cursor: 'x' },
  });
  expect(Object.values(read('role=king&state=&sort=height&orgUnitId=1')).filter(Boolean)).toEqual([]);
});

it('another filter begins at the first page', () => {
  const query = read('search=li&cursor=x');
  expect(peopleAddress(query, { role: 'patrol' })).toBe('/admin/people?search=li&role=patrol');
  expect(peopleAddress(query, { cursor: 'y' })).toBe('/admin/people?search=li&cursor=y');
  expect(peopleAddress(query, { search: undefined })).toBe('/admin/people');
});

it('a list that is only sorted is not narrowed', () => {
  expect(isNarrowed(read('sort=last_sign_in&cursor=x'))).toBe(false);
  expect(isNarrowed(read('state=expired'))).toBe(true);
});
