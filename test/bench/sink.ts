import { createServer } from 'node:http';

/*
 * A service that does as little as possible: it accepts any body, drops it, and answers as ChartMogul or ActivePlatform
 * would. It runs in a process of its own (start it with startSink), so that its time and memory are not measured with
 * the client's.
 */

const created = '2026-01-05T12:00:00.000Z';

const chartmogulNote = JSON.stringify({
  uuid: 'note_23e5e5ae-8ac1-4e4a-92f4-8f2b8e0a6d11',
  customer_uuid: 'cus_9bf6482d-01e5-4944-957d-5bc730d2cda3',
  type: 'note',
  text: 'Stored.',
  call_duration: 0,
  author: 'Ann Example (ann@example.com)',
  created_at: created,
  updated_at: created,
});

const activeplatformNote = JSON.stringify({
  data: {
    id: '1',
    type: 'notes',
    attributes: {
      created_at: created,
      updated_at: created,
      content: 'Stored.',
      creator: 'System',
      original_link: '/manager/subscriptions/3056',
      original_id: 3056,
      original_type: 'Subscription',
    },
  },
});

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const chartmogul = request.url?.startsWith('/v1/') === true;
    response.writeHead(201, { 'content-type': chartmogul ? 'application/json' : 'application/vnd.api+json' });
    response.end(chartmogul ? chartmogulNote : activeplatformNote);
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.(`http://127.0.0.1:${address.port}`);
});
process.on('disconnect', () => process.exit());
