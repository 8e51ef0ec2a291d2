// The web image's server configuration, run by Debian's nginx in front of a journey's server: only what the container itself gives it is replaced.

import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const docker = fileURLToPath(new URL('../../docker', import.meta.url));
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const MODULES = '/usr/lib/nginx/modules';

/** Starts nginx on `port`, before the API on `apiPort`; its configuration and its log lie in `folder`. */
export function startNginx(program, { folder, port, apiPort }) {
  const own = join(folder, 'nginx');
  mkdirSync(own, { recursive: true });
  const configuration = join(own, 'nginx.conf');
  writeFileSync(configuration, render(readFileSync(join(docker, 'nginx.conf'), 'utf8'), { own, port, apiPort }));
  // A file and no pipe: nginx opens /dev/stdout anew, which a socket does not allow.
  const log = openSync(join(own, 'log'), 'a');
  return spawn(program, ['-c', configuration, '-e', '/dev/stderr', '-g', 'daemon off;'], { stdio: ['ignore', log, log] });
}

function render(text, { own, port, apiPort }) {
  const given = [
    // First: what is put in below may lie in /tmp itself.
    [' /tmp/', ` ${own}/`],
    ['include /etc/nginx/modules/*.conf;', `load_module ${MODULES}/ngx_http_brotli_static_module.so;`],
    ['/etc/nginx/headers.conf', join(docker, 'nginx-headers.conf')],
    ['listen 8080;', `listen 127.0.0.1:${port};`],
    ['root /srv/app;', `root ${dist};`],
    ['http://api:8080', `http://127.0.0.1:${apiPort}`],
  ];
  const rendered = given.reduce((so_far, [from, to]) => {
    if (!so_far.includes(from)) throw new Error(`docker/nginx.conf no longer says \`${from}\``);
    return so_far.replaceAll(from, to);
  }, text);
  // Started by root it would become nobody, who cannot read the folder of a journey.
  return process.getuid?.() === 0 ? `user root;\n${rendered}` : rendered;
}
