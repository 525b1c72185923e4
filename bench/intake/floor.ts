/**
 * The floor of the intake: a bare HTTP server that writes each request as one row and answers with it. Nothing is checked,
 * promised or kept apart. Prints its port; ends with its standard input.
 */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

const [url, connections] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: Number(connections) })
pool.on('error', () => undefined)

const insert = {
  name: 'insert',
  text: 'insert into floor_requests (id, key, subject, body) values ($1, $2, $3, $4) returning number, at',
}

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const text = Buffer.concat(parts).toString()
    const { subject } = JSON.parse(text) as { subject: string }
    const id = randomUUID()
    pool.query({ ...insert, values: [id, request.headers['idempotency-key'], subject, text] }).then(
      ({ rows: [row] }) => {
        const body = JSON.stringify({ id, subject, ...row })
        response.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
        response.end(body)
      },
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
})

await pool.query(`
  create table if not exists floor_requests (
    id uuid primary key, number bigint generated always as identity, key text unique, subject text not null,
    body jsonb not null, at timestamptz not null default now())`)
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })))

process.stdin.resume().on('end', () => {
  server.close()
  server.closeAllConnections()
  void pool.end()
})
