'use strict';
// JavaScript in both module styles; parsed by the grammar for JSX dialects.
const { readFileSync: read, ...rest } = require('fs');
module.exports = { read, async *walk() { yield 1; }, get x() { return 1; }, ['computed' + 1]: 2 };
var self = this, undefinedValue = void 0, regex = /[/\]]+/;
exports.handler = async function handler(event, context = {}) {
  const body = JSON.parse(event.body ?? '{}'), list = [...body.items, , 3];
  list.forEach(function (item) { if (item === null) return; console.log(item?.name ?? 'none', a ? b : c); });
  return new (getClass())(...list) instanceof Object && !(('x' in body) || body ** 2 >>> 1);
};
class Old extends (class {}) { static { this.y = 1; } static z = 2; #p; has(o) { return #p in o; } }
