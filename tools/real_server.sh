#!/bin/sh
# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Usage: PASSWORD=... tools/real_server.sh nextcloud|owncloud|seafile VERSION
# Starts the product's official container on port 8080 of this machine, waits until it answers, and writes build/servers.yml,
# which `make real FILE=build/servers.yml` reads. VERSION is a tag of the image. Needs docker.
set -eu
product=$1 version=$2 username=admin status=status.php
docker network create servers >/dev/null 2>&1 || true
container() { docker run --detach --network servers "$@"; }

case $product in
nextcloud)
  container --name server --publish 127.0.0.1:8080:80 --env SQLITE_DATABASE=cloud --env NEXTCLOUD_TRUSTED_DOMAINS=localhost \
    --env NEXTCLOUD_ADMIN_USER=admin --env "NEXTCLOUD_ADMIN_PASSWORD=$PASSWORD" "docker.io/library/nextcloud:$version"
  ;;
owncloud)
  container --name server --publish 127.0.0.1:8080:8080 --env OWNCLOUD_DOMAIN=localhost:8080 --env OWNCLOUD_TRUSTED_DOMAINS=localhost \
    --env OWNCLOUD_ADMIN_USERNAME=admin --env "OWNCLOUD_ADMIN_PASSWORD=$PASSWORD" "docker.io/owncloud/server:$version"
  ;;
seafile)
  username=admin@example.com status=api2/server-info/
  container --name db --env "MYSQL_ROOT_PASSWORD=$PASSWORD" --env MARIADB_AUTO_UPGRADE=1 docker.io/library/mariadb:10.11
  container --name memcached docker.io/library/memcached:1.6 memcached -m 256
  container --name redis docker.io/library/redis:7
  container --name server --publish 127.0.0.1:8080:80 \
    --env DB_HOST=db --env "DB_ROOT_PASSWD=$PASSWORD" --env SEAFILE_MYSQL_DB_HOST=db --env SEAFILE_MYSQL_DB_USER=seafile \
    --env "SEAFILE_MYSQL_DB_PASSWORD=$PASSWORD" --env "INIT_SEAFILE_MYSQL_ROOT_PASSWORD=$PASSWORD" --env CACHE_PROVIDER=redis --env REDIS_HOST=redis \
    --env "JWT_PRIVATE_KEY=$PASSWORD$PASSWORD" --env SEAFILE_SERVER_HOSTNAME=localhost --env SEAFILE_SERVER_PROTOCOL=http \
    --env SEAFILE_ADMIN_EMAIL=admin@example.com --env "SEAFILE_ADMIN_PASSWORD=$PASSWORD" \
    --env INIT_SEAFILE_ADMIN_EMAIL=admin@example.com --env "INIT_SEAFILE_ADMIN_PASSWORD=$PASSWORD" "docker.io/seafileltd/seafile-mc:$version"
  ;;
*)
  echo "error: no such product: $product" >&2
  exit 2
  ;;
esac

for _second in $(seq 300); do
  curl --silent --fail "http://localhost:8080/$status" | grep --quiet '"installed":true\|"version"' && break
  sleep 2
done
curl --silent --show-error --fail "http://localhost:8080/$status"
if [ "$product" = nextcloud ]; then
  # Limits have tests of their own; here one target would wait for another.
  for limit in ratelimit.protection.enabled auth.bruteforce.protection.enabled; do
    docker exec --user www-data server php occ config:system:set "$limit" --value false --type boolean
  done
fi
mkdir -p build
printf -- '- {name: container, product: %s, url: "http://localhost:8080", username: %s, password_env: PASSWORD}\n' "$product" "$username" >build/servers.yml
