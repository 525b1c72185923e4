import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { databaseUrl, urlOfDatabase } from './database-url.ts'

const socket = { host: '/srv/a desk/ü/run', port: 5432, user: 'desk', database: 'partner_desk' }
const loopback = { host: '127.0.0.1', port: 40123, user: 'desk', database: 'partner_desk', password: 'p@ss/w:rd?' }

for (const connection of [socket, loopback]) {
  test(`the URL of ${connection.host} leads pg to the same server, user and database`, () => {
    const client = new pg.Client({ connectionString: databaseUrl(connection) })
    const { host, port, user, database } = connection
    assert.deepEqual([client.host, client.port, client.user, client.database], [host, port, user, database])
  })
}

test('a password with signs that mean something in a URL arrives as it was', () => {
  const client = new pg.Client({ connectionString: databaseUrl(loopback) })
  assert.equal(client.password, 'p@ss/w:rd?')
})

test('another database of the same server keeps host, port and user', () => {
  const url = urlOfDatabase(databaseUrl(socket), 'copy')
  assert.equal(url, databaseUrl({ ...socket, database: 'copy' }))
})
