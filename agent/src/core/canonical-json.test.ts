import { expect, test } from 'vitest'
import { CanonicalJsonError, canonicalHash, canonicalJson } from './canonical-json.ts'

test('the sample of RFC 8785, section 3.2.2, becomes the bytes of its section 3.2.4', () => {
  const sample = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`
  const bytes =
    '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e3333333333' +
    '33332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c' +
    '5c5c5c222f227d'
  expect(Buffer.from(canonicalJson(JSON.parse(sample))).toString('hex')).toBe(bytes)
})

test('members are sorted by UTF-16 code units, as in RFC 8785, section 3.2.3', () => {
  const sample = String.raw`{
    "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
  }`
  expect(Object.values(JSON.parse(canonicalJson(JSON.parse(sample))))[0]).toBe('One')
  const order = [...canonicalJson(JSON.parse(sample)).matchAll(/:"([^"]+)"/g)].map(([, name]) => name)
  expect(order).toEqual([
    ...['Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign'],
    ...['Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh'],
  ])
})

/** Bits of an IEEE 754 double and the text for it, from RFC 8785, appendix B. */
test.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('the double %s is written %s', (bits, written) => {
  expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(written)
})

test('order and spelling of the source do not matter', () => {
  const [one, other] = [{ b: [1, { y: 1, x: 2 }], a: 'ä/' }, JSON.parse('{"a":"\\u00e4\\/","b":[1.0,{"x":2,"y":1}]}')]
  expect(canonicalJson(one)).toBe('{"a":"ä/","b":[1,{"x":2,"y":1}]}')
  expect(canonicalHash(one)).toBe(canonicalHash(other))
  expect(canonicalHash({})).toBe('sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
})

test('a member named __proto__ is a member like any other', () => {
  expect(canonicalJson(JSON.parse('{"__proto__":{"a":1},"A":2}'))).toBe('{"A":2,"__proto__":{"a":1}}')
})

const deep = () => Array.from({ length: 1001 }).reduce((inner: unknown) => [inner], null)
const cycle: unknown[] = []
cycle.push({ cycle })

test.each([
  ['undefined', undefined, ''],
  ['a member that is undefined', { a: { b: undefined } }, '/a/b'],
  ['NaN', [1, Number.NaN], '/1'],
  ['an infinity', { 'a/b~c': Number.NEGATIVE_INFINITY }, '/a~1b~0c'],
  ['a bigint', 1n, ''],
  ['a symbol', Symbol('s'), ''],
  ['a function', { toJSON: () => 1 }, '/toJSON'],
  ['a date', { at: new Date(0) }, '/at'],
  ['bytes', Buffer.from('a'), ''],
  ['a map', new Map(), ''],
  // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested
  ['a hole in a list', [1, , 3], '/1'],
  ['half a surrogate pair', ['\ud83d'], '/0'],
  ['half a surrogate pair in a name', { '\ude00': 1 }, '/'],
  ['too many levels', deep(), ''],
  ['a cycle', cycle, ''],
])('%s is refused, with its place', (_, value, pointer) => {
  expect(() => canonicalJson(value)).toThrow(CanonicalJsonError)
  expect(() => canonicalJson(value)).toThrow(`"${pointer}`)
})

test('the refusal never repeats the value', () => {
  const secret = `hunter${2}\ud83d`
  expect(() => canonicalJson({ password: secret })).not.toThrow(secret)
})
