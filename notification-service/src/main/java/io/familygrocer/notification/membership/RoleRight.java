package io.familygrocer.notification.membership;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** What a role may, as far as it matters here; written by statement only. */
@Entity
@Immutable
@Table(name = "role_right")
public class RoleRight {

    @Id
    String role;

    /** Whether it may say yes to what a child adds. */
    boolean approves;
}
