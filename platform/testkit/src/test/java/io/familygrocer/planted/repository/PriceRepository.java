package io.familygrocer.planted.repository;

/** Where the prices are. */
public class PriceRepository {

    int price() {
        return 1;
    }
}
