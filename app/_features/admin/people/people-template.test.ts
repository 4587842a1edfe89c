import { expect, it } from 'vitest';
import { csvText } from '../import/template.ts';
import { passwordList, peopleListTemplate } from './people-template.ts';

it('the template has every column and a row', () => {
  const { rows } = peopleListTemplate('330100');
  expect(rows.map((row) => row.length)).toEqual([8, 8]);
  expect(rows[1]).toContain('330100');
});

it('the list of passwords holds no formula, whatever people are called', () => {
  const passwords = [{ username: 'a', name: "=cmd|' /C calc'!A0", oneTimePassword: '0000-1111-2222-3333' }];
  const text = csvText(passwordList({ accounts: 1, passwords }, 'user name,name,password').rows);
  expect(text).toBe("\uFEFFuser name,name,password\r\na,'=cmd|' /C calc'!A0,0000-1111-2222-3333\r\n");
});
