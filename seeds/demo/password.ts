/** The demo's password: made once for each database, to be read off a terminal and typed. */
import { randomInt } from 'node:crypto'

const words = `
  amber anchor apricot arbor atlas autumn bamboo basalt beacon birch bramble canyon cedar cinder clover cobalt comet
  copper coral cotton cricket crystal dahlia delta drift dune ember falcon fennel fern fjord garnet ginger granite
  harbor hazel heron indigo island ivory jasper juniper kestrel lagoon lantern lemon linen lotus maple marble meadow
  mango nectar nickel nutmeg ocean olive onyx opal orbit orchid otter paper pebble pepper pine plum prairie quartz
  quill raven ribbon river saffron sage sierra silver spruce summit tango thistle timber topaz tulip tundra velvet
  violet walnut willow winter yarrow zephyr
`
  .trim()
  .split(/\s+/)

/** 'cedar-lantern-otter-418': at least 28 bits, behind a sign-in that counts tries and a loopback address. */
export function readablePassword(): string {
  const taken = new Set<string>()
  while (taken.size < 3) taken.add(words[randomInt(words.length)] ?? '')
  return [...taken, randomInt(100, 1_000)].join('-')
}
