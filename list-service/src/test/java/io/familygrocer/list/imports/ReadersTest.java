package io.familygrocer.list.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReadersTest {

    @ParameterizedTest
    @CsvSource({
        "kitchenowl.json, kitchenowl",
        "kitchenowl-household.json, kitchenowl",
        "grocy.json, grocy",
        "mealie.json, mealie",
        "tandoor.json, tandoor",
        "koffan.json, koffan",
        "koffan.csv, koffan-csv",
        "pantry.json, pantry",
        "bring.json, bring",
        "ourgroceries.json, ourgroceries",
        "weekly.csv, csv",
        "party.txt, text"
    })
    void aFileIsKnownByItsLooks(String file, String format) throws IOException {
        assertThat(Found.in("auto", Found.sample(file)).format).isEqualTo(format);
    }

    @Test
    void kitchenOwlHasAmountsInItsDescriptions() throws IOException {
        var found = Found.in("kitchenowl", Found.sample("kitchenowl.json"));

        assertThat(found.items).contains("Garden party: 5 kg Charcoal").hasSizeGreaterThan(5);
        assertThat(found.losses).anyMatch(loss -> loss.contains("recently used"));
    }

    @Test
    void aHouseholdOfKitchenOwlHasNamesOfListsOnly() throws IOException {
        var found = Found.in("kitchenowl", Found.sample("kitchenowl-household.json"));

        assertThat(found.lists).containsExactly("Weekly shop", "DIY store");
        assertThat(found.items).isEmpty();
        assertThat(found.losses)
                .containsExactlyInAnyOrder(
                        "1 a member of the household",
                        "2 a member of the household",
                        "1 known item Milk",
                        "2 known item Nails",
                        "1 recipe Pancakes",
                        "1 expense Market of 12.5");
    }

    @Test
    void aListMayHaveItsNameBehindItsItems() throws IOException {
        var found = Found.in("kitchenowl", "[{\"items\":[{\"id\":1,\"name\":\"Milk\"}],\"name\":\"Late\"}]");

        assertThat(found.items).containsExactly("Late: Milk");
    }

    @Test
    void grocyJoinsProductsAndTheirStockUnit() throws IOException {
        var found = Found.in("grocy", Found.sample("grocy.json"));

        assertThat(found.lists).containsExactly("Shopping list", "Pharmacy");
        assertThat(found.items)
                .containsExactly(
                        "Shopping list: 3 Can Tinned tomatoes {barcode=\"4000000000013\"}",
                        "x Shopping list: 1 Birthday candles",
                        "Shopping list: 0.5 kg Rye flour (the dark one)",
                        "Pharmacy: 2 Plasters");
        assertThat(found.losses)
                .containsExactlyInAnyOrder(
                        "2 description of the list Pharmacy",
                        "1 group Tins of Tinned tomatoes: the catalog decides anew",
                        "4 own fields of Plasters",
                        "1 stock");
    }

    @Test
    void grocyComesAsAnArchiveToo() throws IOException {
        var whole = new ObjectMapper().readTree(Found.sample("grocy.json"));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entity : whole.properties()) {
                zip.putNextEntry(new ZipEntry("export/" + entity.getKey() + ".json"));
                zip.write(entity.getValue().toString().getBytes(UTF_8));
            }
        }

        var found = Found.in("auto", bytes.toByteArray());
        var plain = Found.in("grocy", Found.sample("grocy.json"));

        assertThat(found.format).isEqualTo("grocy");
        assertThat(found.items).isEqualTo(plain.items);
        assertThat(found.sources).isEqualTo(plain.sources);
        assertThat(found.losses).containsExactlyInAnyOrderElementsOf(plain.losses);
    }

    @Test
    void mealieNamesAnItemByItsFoodOrItsNote() throws IOException {
        var found = Found.in("mealie", Found.sample("mealie.json"));

        assertThat(found.items)
                .containsExactly(
                        "Saturday: 2 pack butter (unsalted)",
                        "x Saturday: something for Tim's party",
                        "Saturday: 1.5 kg potatoes");
        assertThat(found.losses).containsExactly("1 label Chilled of butter", "1 1 recipes of butter");
    }

    @Test
    void tandoorGivesNumbersAsTexts() throws IOException {
        var found = Found.in("tandoor", Found.sample("tandoor.json"));

        assertThat(found.items).containsExactly("-: 500 g Carrots", "x -: 6 Eggs", "-: 200 ml Cream");
        assertThat(found.losses)
                .containsExactly(
                        "1 supermarket category Vegetables of Carrots", "3 Cream waits until 2025-05-09T00:00:00Z");
    }

    @Test
    void koffanHasListsEvenWhereNothingIsOnThem() throws IOException {
        var found = Found.in("koffan", Found.sample("koffan.json"));

        assertThat(found.lists)
                .containsExactly("Groceries {icon=\"🛒\"}", "Garden {icon=\"🌱\"}", "Barbecue {template=true}");
        assertThat(found.items)
                .containsExactly(
                        "Groceries: 6 Rolls",
                        "x Groceries: 2 l Milk",
                        "Groceries: Quark (if on offer)",
                        "Barbecue: 16 Sausages");
        assertThat(found.losses).contains("3 Quark is uncertain", "1 used before: Oat milk", "2 section Dairy of Milk");
    }

    @Test
    void koffansTableIsTheSame() throws IOException {
        var found = Found.in("koffan-csv", Found.sample("koffan.csv"));

        assertThat(found.items)
                .containsExactly(
                        "Groceries: 6 Rolls", "x Groceries: 2 l Milk", "Groceries: Quark (if on offer, low fat)");
        assertThat(found.losses).contains("4 Quark is uncertain").anyMatch(loss -> loss.contains("Oat milk"));
        assertThat(found.sources).first().isEqualTo("koffan/Bakery/Rolls");
    }

    @Test
    void pantryNamesItsListsBesideTheItems() throws IOException {
        var found = Found.in("pantry", Found.sample("pantry.json"));

        assertThat(found.items)
                .containsExactly(
                        "Household: 2 Dishwasher tabs (the cheap ones) {barcode=\"4000000000020\", due=\"2025-06-01\", "
                                + "recurrence={\"rule\":\"FREQ=MONTHLY;INTERVAL=2\",\"from\":\"completion\"}}",
                        "x Household: Light bulbs (E14, warm)");
        assertThat(found.losses)
                .contains(
                        "1 prices of Dishwasher tabs",
                        "1 labelIds of Dishwasher tabs",
                        "3 Old thing was removed there");
    }

    @Test
    void bringKnowsWhatWasBoughtLately() throws IOException {
        var found = Found.in("bring", Found.sample("bring.json"));

        assertThat(found.items).containsExactly("-: 2 l Milch", "-: Brot (mit Körnern) {urgent=true}");
        assertThat(found.losses).containsExactly("1 recently used: Eier");
    }

    @Test
    void ourGroceriesWritesTheAmountBehindTheName() throws IOException {
        var found = Found.in("ourgroceries", Found.sample("ourgroceries.json"));

        assertThat(found.items)
                .containsExactly(
                        "Shared list: 2 Milk (organic)", "x Shared list: Bin bags", "x Shared list: Apples, red");
    }

    @Test
    void headingsOfMarkdownNameLists() throws IOException {
        var found =
                Found.in("text", "# Weekly\n\n- [ ] 2 kg potatoes\n- [x] milk\n\n## Party\r\n* ice, 3 bags\nno list\n");

        assertThat(found.lists).containsExactly("Weekly", "Party");
        assertThat(found.items)
                .containsExactly("Weekly: 2 kg potatoes", "x Weekly: milk", "Party: 3 bags ice", "Party: no list");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void aTableMayBePartedByOtherThanCommas(String comma) throws IOException {
        var found = Found.in("auto", "Name,Quantity,Unit,Colour\nMilk,2,l,\nPaint,1,can,red\n".replace(",", comma));

        assertThat(found.format).isEqualTo("csv");
        assertThat(found.items).containsExactly("-: 2 l Milk", "-: 1 can Paint");
        assertThat(found.losses).containsExactly("3 colour red of Paint");
    }

    @Test
    void whatDoesNotFitIsSaid() throws IOException {
        var found = Found.in(
                "csv",
                "name,quantity,unit\n%s,1,kg\nMilk,12345678901,l\nEggs,1.23456,%s\n,3,l\n"
                        .formatted("n".repeat(201), "u".repeat(41)));

        assertThat(found.items).hasSize(3);
        assertThat(found.items.get(1)).isEqualTo("-: l Milk");
        assertThat(found.losses)
                .containsExactly(
                        "2 the end of a long text: n",
                        "3 quantity 12345678901",
                        "4 the end of a long text: u",
                        "4 the amount 1.23456 of Eggs is rounded",
                        "5 an entry without a name: [3, l]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kitchenowl|{}",
                "kitchenowl|[7]",
                "kitchenowl|{\"items\":",
                "mealie|[]",
                "grocy|{\"products\":[]}",
                "koffan|7",
                "koffan|{\"data\":{}} {}",
                "csv|one,two",
                "bring|{\"items\":{}}"
            })
    void nonsenseIsRefused(String format, String text) {
        assertThatThrownBy(() -> Found.in(format, text))
                .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> Found.in("text", new byte[] {'a', (byte) 0xFF, 'b'}))
                .isInstanceOf(java.nio.charset.CharacterCodingException.class);
    }

    @Test
    void whatUnpacksWithoutEndIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("shopping_list.json"));
            zip.write("[".getBytes(UTF_8));
            byte[] blanks = " ".repeat(1 << 20).getBytes(UTF_8);
            for (int i = 0; i < 110; i++) {
                zip.write(blanks);
            }
        }
        assertThatThrownBy(() -> Found.in("grocy", bytes.toByteArray())).hasMessageContaining("unpacks");
    }

    @Test
    void aCellThatIsNoFormulaComesBackAsItWas() {
        Stream.of("=1+1", "'=1", "''-x", "milk", "'milk", "@here", "-", "", "'", "+49", "\t=x")
                .forEach(text -> {
                    assertThat(CsvCells.plain(CsvCells.safe(text))).isEqualTo(text);
                    assertThat(CsvCells.safe(text)).doesNotMatch("(?s)[=+\\-@\t\r].*");
                });
    }
}
