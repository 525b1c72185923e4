import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNotPublic } from './address.ts'

/** Registered with IANA as reaching no public server, or carrying such an address of IPv4. */
const closed = {
  'IPv4: this machine, its network and the local link': [
    '0.0.0.0',
    '0.255.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
  ],
  'IPv4: reserved, for examples, for groups': [
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
  ],
  'IPv6: this machine, its network and the local link': [
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    'fc00::1',
    'fd12:3456:789a::1',
    'fdff:ffff::1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'ff02::1',
  ],
  'IPv6 that carries an address of IPv4': [
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::FFFF:10.0.0.1',
    '0:0:0:0:0:ffff:169.254.169.254',
    '::ffff:0:192.168.0.1',
    '::127.0.0.1',
    '::a00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
  ],
  'IPv6: reserved and for examples': [
    '2001::1',
    '2001:1ff:ffff::1',
    '2001:db8::1',
    '3fff:0fff::1',
    '100::1',
    '64:ff9b:1::1',
    '5f00::1',
    '4000::1',
  ],
  'no address at all': [
    '',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '1.2.3.256',
    '1.2.3',
    ':::1',
    '1::2::3',
    '2606:4700::12345',
    '::ffff:1.2.3.999',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
  ],
}

for (const [what, addresses] of Object.entries(closed))
  test(`D5: no webhook goes to ${what}`, () => {
    for (const address of addresses) assert.notEqual(whyNotPublic(address), null, address)
  })

test('D5: public servers are reached, right up to the edges of what is closed', () => {
  for (const address of [
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:831::200e',
    '2001:4860:4860::8888',
    '2001:200::1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])
    assert.equal(whyNotPublic(address), null, address)
})

test('D5: the reason says what the address leads to', () => {
  assert.match(whyNotPublic('169.254.169.254') ?? '', /metadata/)
  assert.match(whyNotPublic('::ffff:127.0.0.1') ?? '', /this machine/)
})
