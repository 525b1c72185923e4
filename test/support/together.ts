/** Files of tests, given as arguments, in one process: the program is read once for all of them. */
import { pathToFileURL } from 'node:url'

for (const file of process.argv.slice(2)) await import(pathToFileURL(file).href)
