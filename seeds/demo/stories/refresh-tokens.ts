/** Solved, and reopened by the partner, who was right (C13). */
import { text } from '../prose.ts'
import { answered, assigned, reopened, solved, wrote, type Story } from '../story.ts'
import { day, workingDaysAgo } from '../when.ts'

const refreshTokens: Story = {
  key: 'refresh-tokens',
  from: 'henrik',
  channel: 'portal',
  received: workingDaysAgo(7, '10:31'),
  form: {
    type: 'technical-support',
    category: 'api',
    subType: 'api-problem',
    product: 'Zoho CRM',
    subject: 'OAuth: refresh token is invalid after some days, INVALID_TOKEN',
    description: text`
      Our integration for Hansekontor keeps one refresh token and fetches an access token from it every 55 minutes.
      Every few days the refresh token itself is refused with "invalid_code", and somebody must consent again by hand.
      We have not revoked it, and the user's password was not changed. In the documentation a refresh token has no end.
    `,
    customerEmail: 'edv@hansekontor.example',
    reproducible: false,
    troubleshooting: text`
      Log of the last refusal:

      \`\`\`json
      { "code": "INVALID_TOKEN", "details": {}, "message": "invalid oauth token", "status": "error" }
      \`\`\`

      Client, scopes and redirect are unchanged for half a year. There is only one server that refreshes.
    `,
  },
  steps: [
    assigned(day(0, '10:50'), 'support'),
    answered(
      day(0, '14:12'),
      'support',
      text`
        Hello Henrik, thank you for the log. I am reading the token history of this client and will tell you what I see.
      `,
    ),
    answered(
      day(1, '09:25'),
      'support',
      text`
        There it is. A user can hold twenty refresh tokens for one client; the twenty-first takes the place of the
        oldest. This client had 26 consents for the same user in three weeks, all of them from the address of your test
        server. Each test run with a fresh consent pushes one out, and after twenty of them production's token is gone.

        Let the tests keep their token as production does, or give them a client of their own. The second is cleaner.
      `,
    ),
    wrote(day(1, '11:02'), 'That is it. The nightly test asks for consent each time. We give it a client of its own.'),
    solved(day(1, '11:40'), 'support', 'Perfect. I am marking this as solved; a reply within two weeks reopens it.'),
    reopened(day(3, '08:50'), 'It has happened again tonight, although the tests have a client of their own now.'),
    wrote(
      day(3, '08:52'),
      text`
        To be precise: refused at 02:10, client ending 7Q4. The tests did not run tonight at all. So it was not only
        that.
      `,
    ),
    answered(
      day(3, '13:30'),
      'support',
      text`
        Hello Henrik, you were right to come back. The tests are out of it: no consent of theirs since then, and the
        token is still there. It was refused for another reason. At 01:45 the super-admin of Hansekontor gave this user
        a profile with a list of allowed addresses, and your server is not on it. The refusal looks the same from
        outside.

        Please have 203.0.113.40 added under Security, Allowed IPs. I have asked for a message of its own for this case.
      `,
    ),
    wrote(
      day(5, '09:10'),
      'The address is added. Refreshed every 55 minutes since then, and never refused. I consider it solved.',
    ),
    solved(day(5, '10:05'), 'support', 'Thank you, Henrik. So do I.'),
  ],
}

export const reopenedByPartner: readonly Story[] = [refreshTokens]
