# tracuu: `make run` and `make test` set everything up on a fresh Debian 12.

packages = xapian-core icu-uc icu-i18n zlib nettle
debian_packages = gcc g++ make pkg-config gawk libxapian-dev libicu-dev zlib1g-dev nettle-dev
debian_test_packages = libcmocka-dev bats jq clang-format clang-tidy shellcheck mandoc xapian-tools

PREFIX ?= /usr/local
CC ?= gcc
CXX ?= g++
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)

build ?= build
rooms = base analyzers corpus index indexer searcher

ours = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -I. -pthread
ours_cxx = -std=c++17 -Wall -Wextra -I. -fvisibility=hidden
flags = $(shell pkg-config --cflags $(packages))
libraries = $(shell pkg-config --libs $(packages)) -lstdc++ -lm -pthread

sources = $(foreach room,$(rooms),$(wildcard $(room)/*.c))
objects = $(sources:%.c=$(build)/%.o) $(build)/analyzers/tables.o $(build)/xapian-c/xapian_c.o
unit_tests = $(patsubst tests/unit/%.c,$(build)/tests/%,$(wildcard tests/unit/*_test.c))

all: tracuu

tracuu: $(build)/main.o $(objects)
	$(CXX) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(libraries) $(LDLIBS)

$(build)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ours) $(flags) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(build)/xapian-c/%.o: xapian-c/%.cc
	@mkdir -p $(@D)
	$(CXX) $(ours_cxx) $(flags) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

# The tables that a clerk can read become constants.
$(build)/analyzers/tables.c: analyzers/tables/compile.sh $(wildcard analyzers/tables/*.tsv)
	@mkdir -p $(@D)
	analyzers/tables/compile.sh analyzers/tables > $@.new
	mv $@.new $@

$(build)/analyzers/tables.o: $(build)/analyzers/tables.c
	$(CC) $(ours) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(build)/tests/%: tests/unit/%.c $(objects)
	@mkdir -p $(@D)
	$(CC) $(ours) $(flags) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $< $(objects) $(LDFLAGS) $(libraries) $(shell pkg-config --libs cmocka)

unit: $(unit_tests)
	@for test in $(unit_tests); do $$test || exit 1; done

clean:
	rm -rf $(build) tracuu

-include $(shell find $(build) -name '*.d' 2>/dev/null)

.PHONY: all unit clean
.DELETE_ON_ERROR:
