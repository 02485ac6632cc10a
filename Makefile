# tracuu: `make run` and `make test` set everything up on a fresh Debian 12.

packages = icu-uc zlib libzstd nettle
debian_packages = gcc g++ make pkg-config gawk libxapian-dev libicu-dev zlib1g-dev libzstd-dev nettle-dev
# What reads foreign formats is a program of its own, closed in: tracuu-reader.
reader_packages = poppler-glib libxml-2.0 libarchive tesseract lept cairo libseccomp nettle zlib
debian_reader_packages = libpoppler-glib-dev libxml2-dev libarchive-dev libtesseract-dev \
	libleptonica-dev libcairo2-dev libseccomp-dev tesseract-ocr-vie tesseract-ocr-osd poppler-data
debian_test_packages = libcmocka-dev bats jq git xapian-tools python3 time libarchive-tools
debian_lint_packages = clang-format-14 cppcheck shellcheck mandoc

PREFIX ?= /usr/local
CC = gcc
CXX = g++
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)

# Where tests, which lie elsewhere, find the reader.
export TRACUU_READER ?= $(CURDIR)/$(reader)

# Another folder for another kind of build: make build=build-asan CFLAGS=…
build ?= build
program ?= tracuu
reader = $(patsubst ./%,%,$(dir $(program)))tracuu-reader
# What needs libxapian is loaded when a question or an index does: xapian-c/calls.h.
xapian = $(patsubst ./%,%,$(dir $(program)))tracuu-xapian.so
rooms = base analyzers corpus index indexer searcher

ours = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -I. -pthread
ours_cxx = -std=c++17 -Wall -Wextra -I. -fvisibility=hidden
flags = $(shell pkg-config --cflags $(packages) xapian-core)
# A process that answers one question is half done when its libraries are loaded, so those
# that every question needs become part of it.
libraries = -Wl,-Bstatic $(shell pkg-config --libs $(packages)) -lstdc++ -Wl,-Bdynamic \
	-static-libgcc -lm -pthread
xapian_libraries = $(shell pkg-config --libs xapian-core) -lstdc++
all_libraries = $(xapian_libraries) $(libraries)

sources = $(foreach room,$(rooms),$(wildcard $(room)/*.c))
objects = $(sources:%.c=$(build)/%.o) $(build)/analyzers/tables.o $(build)/corpus/tables.o
# What the program has of xapian-c and how it loads the rest; tests, and a program made with
# built_in=yes, have all of it.
loader = $(if $(built_in),$(xapian_c),\
	$(addprefix $(build)/xapian-c/,loaded.o glass_reader.o glass_cursor.o))
xapian_c = $(addprefix $(build)/shared/,$(addsuffix .o,$(basename $(filter-out %/loaded.c,\
	$(wildcard xapian-c/*.c xapian-c/*.cc)))))
reader_sources = $(wildcard corpus/formats/*.c) $(wildcard corpus/*.c) $(wildcard base/*.c)
reader_objects = $(reader_sources:%.c=$(build)/%.o) $(build)/corpus/tables.o
reader_flags = $(shell pkg-config --cflags $(reader_packages))
reader_libraries = $(shell pkg-config --libs $(reader_packages)) -lm -pthread
unit_tests = $(patsubst tests/unit/%.c,$(build)/tests/%,$(wildcard tests/unit/*_test.c)) \
	$(patsubst tests/formats/%.c,$(build)/tests/%,$(wildcard tests/formats/*_test.c))
scripts = $(wildcard .ci/* tests/*.sh tests/lint/*.sh bench/*.sh analyzers/tables/*.sh corpus/tables/*.sh)

all: $(program)

$(reader): $(reader_objects)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(reader_libraries) $(LDLIBS)

$(build)/corpus/formats/%.o: corpus/formats/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ours) $(reader_flags) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(program): $(build)/main.o $(objects) $(loader) | $(reader) $(xapian)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(if $(built_in),$(all_libraries),$(libraries)) $(LDLIBS)

$(xapian): $(xapian_c) $(patsubst %.c,$(build)/shared/%.o,$(wildcard base/*.c))
	$(CXX) -shared $(CFLAGS) $(LDFLAGS) -o $@ $^ $(xapian_libraries) $(LDLIBS)

# Every letter of every text is read here: a twenty-fifth faster with -O3.
$(build)/analyzers/%.o: CFLAGS := $(CFLAGS:-O2=-O3)

$(build)/shared/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ours) -fPIC -fvisibility=hidden $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(build)/shared/%.o: %.cc Makefile
	@mkdir -p $(@D)
	$(CXX) $(ours_cxx) -fPIC $(flags) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

$(build)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ours) $(flags) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The tables that a clerk can read become constants.
$(build)/analyzers/tables.c: analyzers/tables/compile.sh $(wildcard analyzers/tables/*.tsv)
	@mkdir -p $(@D)
	analyzers/tables/compile.sh analyzers/tables > $@.new
	mv $@.new $@

$(build)/analyzers/tables.o: $(build)/analyzers/tables.c Makefile
	$(CC) $(ours) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Tests take only what they need, so that a room can be tested while another is being rebuilt.
$(build)/rooms.a: $(objects) $(xapian_c)
	rm -f $@
	ar rcs $@ $^

rhymes = analyzers/tables/rhymes.tsv analyzers/tables/qu_rhymes.tsv
surnames = analyzers/tables/surnames.tsv

$(build)/corpus/tables.c: corpus/tables/compile.sh $(wildcard corpus/tables/*.tsv) $(rhymes) $(surnames)
	@mkdir -p $(@D)
	corpus/tables/compile.sh corpus/tables $(rhymes) $(surnames) > $@.new
	mv $@.new $@

$(build)/corpus/tables.o: $(build)/corpus/tables.c Makefile
	$(CC) $(ours) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(build)/tests/torture: $(wildcard tests/torture/*.[ch]) $(build)/rooms.a
	@mkdir -p $(@D)
	$(CC) $(ours) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter-out %.h,$^) $(LDFLAGS) $(all_libraries)

# These look at what is inside of tracuu-reader.
$(build)/tests/%: tests/formats/%.c $(filter-out %/main.o,$(reader_objects))
	@mkdir -p $(@D)
	$(CC) $(ours) $(reader_flags) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $< \
		$(filter-out %/main.o,$(reader_objects)) $(LDFLAGS) $(reader_libraries) \
		$(shell pkg-config --libs cmocka)

$(build)/tests/%: tests/unit/%.c $(build)/rooms.a
	@mkdir -p $(@D)
	$(CC) $(ours) $(flags) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $< $(build)/rooms.a \
		$(LDFLAGS) $(all_libraries) $(shell pkg-config --libs cmocka)

# What bench/ measures with; analysis, latency and weights can be run on any texts and index.
$(build)/bench/%: bench/%.c $(build)/rooms.a
	@mkdir -p $(@D)
	$(CC) $(ours) $(flags) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $< $(build)/rooms.a \
		$(LDFLAGS) $(all_libraries)

# Installs what is missing with apt, or says what it is.
setup:
	@tests/setup.sh $(debian_packages) $(debian_reader_packages)
setup-test: setup
	@tests/setup.sh $(debian_test_packages)
setup-lint: setup
	@tests/setup.sh $(debian_lint_packages)

# Each needs a second make: pkg-config may have been installed only now.
run: setup
	@$(MAKE) --no-print-directory all
	@docs/tour.sh ./$(program)

test: setup-test
	@$(MAKE) --no-print-directory all unit-programs
	@tests/run.sh ./$(program) $(build)

unit-programs: $(unit_tests) $(build)/tests/torture

unit: unit-programs $(reader)
	@for test in $(unit_tests); do $$test || exit 1; done

lint: setup-lint
	@tests/lint/rooms.sh
	@tests/lint/words.sh
	@tests/lint/format.sh
	cppcheck --quiet -j2 --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --error-exitcode=1 -I. $(rooms) xapian-c main.c
	shellcheck $(scripts)
	mandoc -Tlint -Wwarning docs/*.[1-7]

# Every test once more, with the address and undefined-behaviour sanitizers watching.
# What looks for leaks does not get through libraries that were loaded later.
sanitize: setup-test
	@$(MAKE) --no-print-directory build=build/sanitize program=build/sanitize/tracuu built_in=yes \
		CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined' \
		LDFLAGS='-fsanitize=address,undefined' all unit-programs
	@tests/run.sh build/sanitize/tracuu build/sanitize

# Thousands of damaged files of every format; the tests run a slice of it.
torture: setup-test
	@$(MAKE) --no-print-directory all $(build)/tests/torture
	python3 tests/files/make_files.py $(build)/torture/files
	$(build)/tests/torture $(build)/torture/files $(or $(COUNT),10000)

bench: setup-test
	@$(MAKE) --no-print-directory all $(addprefix $(build)/bench/,analysis generate latency)
	@bench/run.sh ./$(program) $(build)/bench

install: all
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/libexec/tracuu' \
		'$(DESTDIR)$(PREFIX)/share/man/man1' \
		'$(DESTDIR)$(PREFIX)/share/man/man7'
	install -m 755 $(program) '$(DESTDIR)$(PREFIX)/bin/tracuu'
	install -m 755 $(reader) '$(DESTDIR)$(PREFIX)/libexec/tracuu/tracuu-reader'
	install -m 644 $(xapian) '$(DESTDIR)$(PREFIX)/libexec/tracuu/tracuu-xapian.so'
	install -m 644 docs/*.1 '$(DESTDIR)$(PREFIX)/share/man/man1'
	install -m 644 docs/*.7 '$(DESTDIR)$(PREFIX)/share/man/man7'

format:
	clang-format-14 -i $(wildcard *.c */*.c */*.h corpus/formats/*.[ch] */*.cc */*.hh tests/unit/*.[ch] tests/formats/*.[ch] tests/torture/*.c)

clean:
	rm -rf build tracuu tracuu-reader tracuu-xapian.so

-include $(shell find $(build) -name '*.d' 2>/dev/null)

.PHONY: all run test unit unit-programs lint sanitize torture bench install format clean \
	setup setup-test setup-lint
.DELETE_ON_ERROR:
