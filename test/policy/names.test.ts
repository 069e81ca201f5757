import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionMatcher } from '../../src/policy/names.ts';

test('names are matched from the right, part by part', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['scrub', 'scrub', true], ['scrub', 'app.safety.scrub', true], ['scrub', 'app.safety.scrub()', true], ['scrub', 'descrub', false], ['scrub', 'scrub.other', false],
    ['safety.scrub', 'app.safety.scrub', true], ['safety.scrub', 'app/safety.scrub', true], ['safety.scrub', 'app.unsafety.scrub', false], ['app.safety.scrub', 'safety.scrub', false],
    ['Guard.*', 'app.Guard.check', true], ['Guard.*', 'app.Guard', false], ['is_*_safe', 'x.is_very_safe', true], ['is_*_safe', 'is_safe', false], ['a*b*c', 'abc', true], ['a*b*c', 'acb', false],
    ['*', 'anything', true],
  ];
  for (const [pattern, name, expected] of cases) assert.equal(functionMatcher([pattern])(name), expected, `${pattern} on ${name}`);
  assert.equal(functionMatcher([])('scrub'), false);
});
