#!/bin/sh
# sh install.sh FOLDER: install Quanze from this bundle, without any network. Run again to bring an installation up to
# date; data lie elsewhere (QUANZE_HOME) and are not touched. 离线安装；再执行一次即更新程序，不动数据。
set -eu

refuse() {
    echo "$1" >&2
    exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ $# -eq 1 ] && [ -n "$1" ] || refuse "用法：sh install.sh 安装到的文件夹 / usage: sh install.sh FOLDER"
cd "$here"

# 1. Every file is what its maker made, none is missing, none was added.
sha256sum --check --strict --quiet SHA256SUMS >/dev/null 2>&1 ||
    refuse "摘要核对不符，安装包已损坏或被改动，没有安装任何内容 / The sums do not agree: the bundle is damaged or was changed; nothing was installed"
listed=$(wc -l <SHA256SUMS)
found=$(find . -type f ! -path ./SHA256SUMS | wc -l)
[ "$listed" -eq "$found" ] ||
    refuse "安装包中有清单以外的文件，没有安装任何内容 / The bundle holds files that are not in its list; nothing was installed"
echo "摘要核对相符；总摘要（请与制作人告知的核对） / The sums agree; sum of sums, to be compared with what its maker told you:"
echo "  $(sha256sum SHA256SUMS | cut -d ' ' -f 1)"

# 2. A Python of the kind that the wheels were made for.
read -r version wanted system machine <MADE-FOR.txt
python=${PYTHON:-}
for each in "python$wanted" python3; do
    [ -n "$python" ] || python=$(command -v "$each" || true)
done
[ -n "$python" ] && [ "$("$python" -c 'import platform, sys; print("%d.%d" % sys.version_info[:2], platform.system(), platform.machine())')" = "$wanted $system $machine" ] ||
    refuse "本安装包需要 $system $machine 上的 Python $wanted；可用 PYTHON=… 指明，或另制安装包 / This bundle needs Python $wanted on $system $machine; name it with PYTHON=… or make another bundle"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    refuse "缺少 venv 模块，请先安装系统软件包 python3-venv / The venv module is missing: install the system's package python3-venv"

# 3. An environment of its own, from these files alone.
umask 022
mkdir -p -- "$1"
target=$(CDPATH='' cd -- "$1" && pwd)
"$python" -m venv --clear "$target/venv"
pip="$target/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-index --no-deps --no-cache-dir"
$pip --find-links wheels --require-hashes --requirement requirements.txt
$pip --force-reinstall "wheels/quanze-$version-py3-none-any.whl"
"$target/venv/bin/python" -m compileall -q "$target/venv/lib" >/dev/null 2>&1 || true
mkdir -p -- "$target/bin"
ln -sfn ../venv/bin/quanze "$target/bin/quanze"
rm -rf -- "$target/share.new"
cp -R share "$target/share.new"
rm -rf -- "$target/share"
mv -- "$target/share.new" "$target/share"

"$target/bin/quanze" --version
cat <<END
已安装到 $target。接下来 / Installed in $target. Next:
  试用 / try it:            $target/bin/quanze demo serve
  正式运行 / for real:      $target/share/deploy/README.md
  升级之后 / after an update: $target/bin/quanze upgrade
END
