import { t } from './translate.ts';

// Why a request or its answer came to nothing. `host`: the one that was asked; `status`: of its answer.

export const cancelled = () => t('Cancelled.');

export const certificateOutOfDate = (host: string) =>
  t(
    'The certificate of {0} is not valid at this time; check this computer’s clock, or tell whoever runs {0}.',
    host,
  );

export const certificateOfOther = (host: string) =>
  t(
    'The certificate shown for {0} belongs to another host; check the address and the setting http.proxy.',
    host,
  );

export const certificateUntrusted = (host: string) =>
  t(
    'The certificate of {0} is not trusted; if your network inspects connections, install its root certificate in the system and check the settings http.systemCertificates and http.proxy.',
    host,
  );

export const noSecureConnection = (host: string) =>
  t('No secure connection to {0} could be agreed on; check the address and the setting http.proxy.', host);

export const proxyUnreachable = () =>
  t('The proxy could not be reached; check the network connection and the setting http.proxy.');

export const proxyRefusedUser = () =>
  t(
    'The proxy did not accept the user name and the password for it, or was given none; check the setting http.proxy.',
  );

export const proxyRefused = (host: string) =>
  t('The proxy did not let the connection to {0} through; check the setting http.proxy.', host);

export const unreachable = (host: string) =>
  t('{0} could not be reached; check the network connection.', host);

export const noAnswerInTime = (host: string) => t('{0} did not answer in time.', host);

export const forbiddenPort = (host: string) =>
  t('The port of {0} is one that no web request may go to.', host);

export const redirected = (host: string) => t('{0} answered with a redirect, which is never followed.', host);

export const unreadableFrom = (host: string) => t('The answer of {0} could not be read.', host);

export const longAnswer = (host: string) => t('The answer of {0} is too long to be read.', host);

export const dropped = (host: string) => t('The connection to {0} broke before its answer arrived.', host);

export const noWebAddress = () => t('The address of the service is not a web address.');

// The key, on its way into a request.

export const impossibleKey = () => t('The saved key holds characters that no key can have; replace it.');

export const keyUnread = () => t('The key could not be read from the keyring.');

// What is sent.

export const fileChangedMeanwhile = () => t('The file changed while it was being sent.');

export const fileUnreadMeanwhile = () => t('The file could not be read while it was being sent.');

export const pausedBeforeSending = () => t('The editor was paused just before the note left.');

// The answer's content.

export const unknownForm = () => t('The service answered in a form that is not known here.');

export const emptyAnswer = () => t('The service answered with nothing.');

export const excessiveAnswer = () => t('The service’s answer holds more than can be read.');

export const webPage = () =>
  t('A web page came back instead of the service’s answer; perhaps a proxy or a sign-in page is in the way.');

export const cutAnswer = () => t('The service’s answer was cut off.');

export const unreadableAnswer = () => t('The service’s answer could not be read.');

// Attachments.

export const fileStopped = (host: string) => t('{0} stopped sending in the middle of the file.', host);

export const largeAttachment = () =>
  t('The attachment is larger than the service said, or too large to be read.');

export const attachmentRefused = (host: string, status: number) =>
  t('{0} refuses to give out the attachment (HTTP {1}).', host, status);

export const noAttachmentThere = (host: string, status: number) =>
  t('{0} has nothing at the attachment’s address (HTTP {1}).', host, status);

export const noAttachmentAnswer = (host: string, status: number) =>
  t('{0} did not answer with the attachment (HTTP {1}).', host, status);
