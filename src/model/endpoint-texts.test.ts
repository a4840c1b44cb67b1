import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicText } from './endpoint-texts';

test('certificates are public wherever an endpoint names them, keys and passwords are not', () => {
  const pointers = [
    '/tls/ca',
    '/options/certificate',
    '/options/certificate.rsa-pkcs1-sha256',
    '/options/issuer',
    '/tls/client/key',
    '/options/certificatePassword',
    '/options/pin',
    '/auth/token',
  ];
  deepEqual(
    pointers.filter((pointer) => isPublicText({ pointer, text: '' })),
    pointers.slice(0, 4),
  );
});
