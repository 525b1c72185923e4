/** Critical cases at severity 1: their clocks do not stop for a weekend (A9). */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, assigned, noted, solved, waits, wrote, type Story } from '../story.ts'
import { lastWeekend, later, limitIn } from '../when.ts'

const samlLoop: Story = {
  key: 'saml-loop',
  from: 'arjun',
  channel: 'portal',
  received: lastWeekend('saturday', '09:42'),
  form: {
    type: 'technical-support',
    category: 'login',
    subType: 'login-issue',
    product: 'Zoho Directory',
    subject: 'SAML sign-in loops for everybody at Sahyadri since the certificate was replaced',
    description: text`
      Sahyadri's IT replaced the signing certificate in their identity provider at 09:00 today. Since then the browser
      goes to the identity provider, comes back, and is sent away again, five or six times, until it gives up. None of
      their 96 users can sign in, and the warehouse works two shifts on Saturdays. Password sign-in is switched off for
      the organisation, so there is no other way in.
    `,
    customerEmail: 'it@sahyadri.example',
    reproducible: true,
    reproduction: {
      userId: '60018812934',
      superAdminEmail: 'it@sahyadri.example',
      customizationName: 'SAML: Sahyadri IdP',
      happenedBefore: minutes(12),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      1. Clock of the identity provider: in step, less than a second off.
      2. Captured the assertion: it is signed with the new certificate (thumbprint ends 4F:9A).
      3. Cleared cookies, tried two networks and a private window: the same loop each time.
    `,
  },
  steps: [
    assigned(later(minutes(6)), 'support'),
    answered(
      later(minutes(17)),
      'support',
      text`
        Good morning Arjun,

        I have this and am looking at the organisation's SAML settings now. Please leave everything on the identity
        provider's side as it is. You will hear from me again within the hour.

        Meera
      `,
    ),
    answered(
      later(minutes(44)),
      'support',
      text`
        Found it. The organisation still holds the old public certificate (thumbprint ends B1:07), so the assertion is
        refused and the browser is sent back to sign in: that is your loop.

        To fix it without locking anybody out:

        1. Sign in as the super-admin with the emergency link I have just sent to it@sahyadri.example. It is good for 60
           minutes.
        2. Open Security, SAML Authentication, Edit, and upload the new certificate (Base-64, the \`.cer\` file).
        3. Press Test before Save: it must say that the signature is valid.

        Please tell me when the first user is in.
      `,
    ),
    wrote(
      later(minutes(31)),
      text`
        Test passed, saved, and the first shift is in: 22 people so far, no loop. Thank you for staying with this on a
        Saturday. How do we avoid it next time? They rotate every year.
      `,
    ),
    solved(
      later(minutes(25)),
      'support',
      text`
        Good to hear. For the next rotation: two certificates can be kept side by side, so add the new one a day before
        the old one goes, and remove the old one a day after. I have written the same to the super-admin.

        I am marking this as solved. A reply reopens it.
      `,
    ),
  ],
}

const otpLockedOut: Story = {
  key: 'otp-locked-out',
  from: 'rhea',
  channel: 'widget',
  received: limitIn('acknowledgement', minutes(38)),
  form: {
    type: 'technical-support',
    category: 'login',
    subType: 'no-account-access',
    product: 'Zoho CRM',
    subject: 'Vaidya Diagnostics: no one-time passwords arrive, collection centres are locked out',
    description: text`
      For about half an hour no one-time password has reached any phone of Vaidya Diagnostics, neither by text message
      nor by voice call. Users who were signed in can work; everybody who signs in anew is locked out. They have eleven
      collection centres, and seven of them cannot register patients at the moment.
    `,
    customerEmail: 'systems@vaidya.example',
    reproducible: true,
    reproduction: {
      userId: '60027716405',
      superAdminEmail: 'systems@vaidya.example',
      happenedBefore: minutes(9),
    },
    troubleshooting: text`
      - Three phones on two networks: nothing arrives.
      - Backup codes work for the two people who had saved them.
      - The super-admin has not changed the sign-in policy for months, and the status page shows all green.
    `,
  },
}

const deskOutage: Story = {
  key: 'desk-outage',
  from: 'henrik',
  channel: 'api',
  received: limitIn('determination', minutes(23)),
  form: {
    type: 'technical-support',
    category: 'downtime',
    subType: 'outage',
    product: 'Zoho Desk',
    subject: 'Zoho Desk: HTTP 503 on all ticket views in the EU data centre',
    description: text`
      Every ticket view of Nordlicht answers with HTTP 503, for all 58 agents. The list of departments still loads, the
      tickets in them do not. It looks like an outage of one cluster: Hansekontor, on the same data centre, is fine.
      Nordlicht handles its machine stoppages through Desk, so their service is at a standstill.
    `,
    customerEmail: 'it-leitung@nordlicht.example',
    reproducible: true,
    reproduction: {
      userId: '20093358117',
      superAdminEmail: 'it-leitung@nordlicht.example',
      customizationName: 'none, standard views',
      happenedBefore: minutes(4),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      Same result from three networks, in the app and by API:

      \`\`\`http
      GET /api/v1/tickets?limit=1 HTTP/1.1
      Host: desk.zoho.eu

      HTTP/1.1 503 Service Unavailable
      Retry-After: 120
      \`\`\`

      Retrying after the 120 seconds gives the same answer again.
    `,
  },
  steps: [
    assigned(later(minutes(11)), 'support'),
    answered(
      later(minutes(30)),
      'support',
      text`
        Hello Henrik,

        confirmed: I see the 503 on Nordlicht's organisation as well, and not on Hansekontor's. I have called in the
        reliability team of the EU data centre. Mail to Desk is being accepted and queued, so no request of Nordlicht's
        customers is lost; what is missing is the view of them.

        Meera
      `,
    ),
    waits(later(minutes(5)), 'support', 'Desk reliability, EU', 'DESK-INC-20417', null),
    noted(
      later(hours(2)),
      'support',
      text`
        Reliability: one search shard does not come back after maintenance, a rebuild is under way. First organisations
        are back, Nordlicht is in the second half. No time given yet. I have asked for one.
      `,
    ),
    assigned(later(minutes(18)), 'lead', 'support'),
    noted(
      later(hours(2)),
      'lead',
      text`
        Rebuild at 71 %. If it is not done well before the limit, I will write to Henrik with what we know: the cause,
        that the queue is safe, and that single tickets can be read through the API by their id.
      `,
    ),
  ],
}

export const roundTheClock: readonly Story[] = [samlLoop, otpLockedOut, deskOutage]
